# WRONG first=concurrent: one thread does both, slow_function first and then the spinning
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
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    out = []

    def both():
        out.append(slow_function())
        signal.go = False
        spin('both in one', signal)

    spinner = threading.Thread(target=both)
    print('spinner object:', spinner)
    spinner.start()
    spinner.join()
    return out[0]


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
