# RIGHT: a Condition in a wrapper around spin, notified by the go setter; spin waits on it
import sys
import threading
import time


class Signal:
    def __init__(self):
        self._cond = threading.Condition()
        self._go = True

    @property
    def go(self):
        with self._cond:
            return self._go

    @go.setter
    def go(self, value):
        with self._cond:
            self._go = value
            self._cond.notify_all()

    def rest(self, seconds):
        with self._cond:
            if self._go:
                self._cond.wait(seconds)
            return self._go


def spin(msg, signal):
    chars = '|/-\\'
    n = 0
    going = True
    while going:
        sys.stdout.write(chars[n % 4] + ' ' + msg + '\r')
        sys.stdout.flush()
        n += 1
        going = signal.rest(0.1)
    sys.stdout.write(' ' * (len(msg) + 2) + '\r')
    sys.stdout.flush()


def slow_function():
    cond = threading.Condition()
    with cond:
        cond.wait(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('on condition', signal))
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
