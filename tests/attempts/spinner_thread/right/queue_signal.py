# RIGHT: Signal holds a queue, spin waits in get(timeout)
import itertools
import queue
import sys
import threading
import time


class Signal:
    def __init__(self):
        self._go = True
        self.news = queue.Queue()

    @property
    def go(self):
        return self._go

    @go.setter
    def go(self, value):
        self._go = value
        self.news.put(value)


def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        if not signal.go:
            break
        sys.stdout.write('\r' + char + ' ' + msg)
        sys.stdout.flush()
        try:
            signal.news.get(timeout=.1)
        except queue.Empty:
            pass
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
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
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
