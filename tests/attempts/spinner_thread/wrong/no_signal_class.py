# WRONG first=broken: there is no Signal, an Event is used
import threading
from itertools import cycle
from threading import Thread
from time import sleep


def spin(msg, stop):
    for c in cycle('|/-\\'):
        print('\r' + c, msg, end='', flush=True)
        if stop.wait(.1):
            break
    print('\r' + ' ' * (len(msg) + 2), end='\r')


def slow_function():
    sleep(3)  # 오래 걸리는 척
    return 42


def supervisor():
    stop = threading.Event()
    t = Thread(target=spin, args=('wait a moment', stop))
    print('spinner object:', t)
    t.start()
    answer = slow_function()
    stop.set()
    t.join()
    return answer


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
