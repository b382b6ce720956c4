# WRONG first=signal: the flag has another name
from itertools import cycle
from threading import Thread
from time import sleep


class Signal:
    running = True


def spin(msg, signal):
    for c in cycle('|/-\\'):
        print('\r' + c, msg, end='', flush=True)
        sleep(.1)
        if not signal.running:
            break
    print('\r' + ' ' * (len(msg) + 2), end='\r')


def slow_function():
    sleep(3)  # 오래 걸리는 척
    return 42


def supervisor():
    signal = Signal()
    t = Thread(target=spin, args=('wait a moment', signal))
    print('spinner object:', t)
    t.start()
    answer = slow_function()
    signal.running = False
    t.join()
    return answer


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
