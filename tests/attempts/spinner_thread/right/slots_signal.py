# RIGHT: Signal with __slots__
import itertools
import sys
import threading
import time


class Signal(object):
    __slots__ = ('go',)

    def __init__(self, go=True):
        self.go = go

    def __repr__(self):
        return 'Signal(go=%s)' % self.go


def spin(msg, signal):
    back = '\x08' * (len(msg) + 2)
    for char in itertools.cycle('|/-\\'):
        sys.stdout.write(char + ' ' + msg + back)
        sys.stdout.flush()
        time.sleep(.1)
        if not signal.go:
            break
    sys.stdout.write(' ' * len(back) + back)
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
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
    result = supervisor()
    print('Answer:', result)


if __name__ == '__main__':
    main()
