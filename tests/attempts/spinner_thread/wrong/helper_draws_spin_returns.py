# WRONG first=frames: spin only starts another thread that draws, and returns at once
import sys
import threading
import time
from itertools import cycle


class Signal:
    go = True


def _draw(msg, signal):
    for c in cycle('|/-\\'):
        sys.stdout.write('\r' + c + ' ' + msg)
        sys.stdout.flush()
        time.sleep(0.1)
        if not signal.go:
            break
    sys.stdout.write('\r\x1b[K')
    sys.stdout.flush()


def spin(msg, signal):
    threading.Thread(target=_draw, args=(msg, signal)).start()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('working', signal))
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    time.sleep(0.1)
    return result


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
