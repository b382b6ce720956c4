# WRONG first=pace: yields by sleep(0) until the clock says so, that is busy
import sys
import threading
import time
from itertools import cycle


class Signal:
    go = True


def spin(msg, signal):
    for c in cycle('|/-\\'):
        sys.stdout.write('\r' + c + ' ' + msg)
        sys.stdout.flush()
        t = time.monotonic() + 0.1
        while time.monotonic() < t:
            time.sleep(0)
        if not signal.go:
            break
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('cooperating', signal))
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
