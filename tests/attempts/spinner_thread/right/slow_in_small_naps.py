# RIGHT: slow_function sleeps thirty times 0.1 s, with a default argument nobody uses
import sys
import threading
from itertools import cycle
from time import sleep as nap


class Signal:
    go = True


def spin(msg, signal):
    for char in cycle('|/-\\'):
        sys.stdout.write('\r' + char + ' ' + msg)
        sys.stdout.flush()
        nap(.1)
        if not signal.go:
            break
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')


def slow_function(steps=30):
    total = 0
    for _ in range(steps):
        nap(.1)
        total += 1
    return total + 12


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('working', signal))
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
