# RIGHT: counts columns with unicodedata, so Korean messages are wiped as well
import itertools
import sys
import threading
import time
from unicodedata import east_asian_width


class Signal:
    go = True


def columns(text):
    """화면에서 차지하는 칸 수"""
    return sum(2 if east_asian_width(c) in 'WF' else 1 for c in text)


def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        status = char + ' ' + msg
        sys.stdout.write(status)
        sys.stdout.flush()
        sys.stdout.write('\x08' * columns(status))
        time.sleep(.1)
        if not signal.go:
            break
    sys.stdout.write(' ' * columns(status) + '\x08' * columns(status))
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('thinking!', signal))
    print('spinner object:', spinner)
    spinner.start()
    try:
        return slow_function()
    finally:
        signal.go = False
        spinner.join()


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
