# RIGHT: takes stdout and sleep at import time, also as default arguments
from itertools import cycle
from sys import stdout
from threading import Thread
from time import sleep


class Signal:
    go = True


def spin(msg, signal, write=stdout.write, flush=stdout.flush, pause=sleep):
    for char in cycle('|/-\\'):
        write('\r' + char + ' ' + msg)
        flush()
        pause(.1)
        if not signal.go:
            break
    write('\r' + ' ' * (len(msg) + 2) + '\r')
    flush()


def slow_function():
    sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = Thread(target=spin, args=('thinking!', signal))
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
