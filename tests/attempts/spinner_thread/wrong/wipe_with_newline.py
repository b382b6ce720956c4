# WRONG first=cleanup: print ends the wiped line with a newline
from itertools import cycle
from threading import Thread
from time import sleep


class Signal:
    go = True  # False 가 되면 스피너가 멈춘다


def spin(msg, signal):
    for c in cycle('|/-\\'):
        print('\r' + c, msg, end='', flush=True)
        sleep(.1)
        if not signal.go:
            break
    print('\r' + ' ' * (len(msg) + 2) + '\r')


def slow_function():
    sleep(3)  # 오래 걸리는 척
    return 42


def supervisor():
    signal = Signal()
    t = Thread(target=spin, args=('wait a moment', signal))
    print('spinner object:', t)
    t.start()
    answer = slow_function()
    signal.go = False
    t.join()
    return answer


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
