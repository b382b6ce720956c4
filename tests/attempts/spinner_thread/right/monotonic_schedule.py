# RIGHT: computes when the next frame is due from time.monotonic
import itertools
import sys
import threading
import time

INTERVAL = 0.1


class Signal:
    go = True


def spin(msg, signal):
    due = time.monotonic()
    for char in itertools.cycle('|/-\\'):
        if not signal.go:
            break
        sys.stdout.write('\r' + char + ' ' + msg)
        sys.stdout.flush()
        due += INTERVAL
        time.sleep(max(0.0, due - time.monotonic()))
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
    sys.stdout.flush()


def slow_function():
    until = time.monotonic() + 3
    while (left := until - time.monotonic()) > 0:
        time.sleep(min(left, 1))
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
