# WRONG first=pace: a random pause, 0.1 s on average
import random
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
        time.sleep(random.uniform(0.02, 0.18))
        if not signal.go:
            break
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('more human', signal))
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
