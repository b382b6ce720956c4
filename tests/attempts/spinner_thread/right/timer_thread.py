# RIGHT: a threading.Timer with delay 0 is a Thread, too
import itertools
import sys
import threading
import time


class Signal:
    go = True


def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        sys.stdout.write('\r' + char + ' ' + msg)
        sys.stdout.flush()
        time.sleep(.1)
        if not signal.go:
            break
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Timer(0, spin, args=('thinking!', signal))
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
