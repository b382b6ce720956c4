# RIGHT: slow_function waits on an Event that nobody sets
import sys
import threading
import time
from itertools import cycle


class Signal:
    go = True


def spin(msg, signal):
    for char in cycle('|/-\\'):
        sys.stdout.write('\r' + char + ' ' + msg)
        sys.stdout.flush()
        time.sleep(.1)
        if not signal.go:
            break
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')


def slow_function():
    threading.Event().wait(timeout=3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('thinking!', signal))
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
