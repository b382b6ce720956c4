# RIGHT: while datetime.now() <= end, sleeps for what is left
import sys
import threading
import time
from itertools import cycle

from datetime import datetime, timedelta


def nap(s):
    end = datetime.now() + timedelta(seconds=s)
    while datetime.now() <= end:
        time.sleep(max(0.0, (end - datetime.now()).total_seconds()))


class Signal:
    go = True


def spin(msg, signal):
    for c in cycle('|/-\\'):
        sys.stdout.write('\r' + c + ' ' + msg)
        sys.stdout.flush()
        nap(0.1)
        if not signal.go:
            break
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
    sys.stdout.flush()


def slow_function():
    nap(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('probing', signal))
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
