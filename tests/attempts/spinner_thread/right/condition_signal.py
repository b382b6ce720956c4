# RIGHT: Signal holds a Condition, spin waits with wait_for
import itertools
import sys
import threading
import time


class Signal:
    def __init__(self):
        self._go = True
        self._changed = threading.Condition()

    def get_go(self):
        with self._changed:
            return self._go

    def set_go(self, value):
        with self._changed:
            self._go = value
            self._changed.notify_all()

    go = property(get_go, set_go)

    def wait_for_stop(self, seconds):
        with self._changed:
            return self._changed.wait_for(lambda: not self._go, seconds)


def spin(msg, signal):
    line = ''
    for char in itertools.cycle('|/-\\'):
        line = char + ' ' + msg
        sys.stdout.write(line)
        sys.stdout.flush()
        sys.stdout.write('\x08' * len(line))
        if signal.wait_for_stop(.1):
            break
    sys.stdout.write(' ' * len(line) + '\x08' * len(line))
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
