# WRONG first=slow_function: 6 times 9 is not 42
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
        time.sleep(0.1)
        if not signal.go:
            break
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
    sys.stdout.flush()


def slow_function():
    """What do you get if you multiply six by nine?"""
    time.sleep(3)
    return 6 * 9


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('deep thought', signal))
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main():
    supervisor()
    print('Answer: 42')


if __name__ == '__main__':
    main()
