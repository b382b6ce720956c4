# RIGHT: Signal is a subclass of threading.Event with a go property
from itertools import cycle
from threading import Event, Thread
from time import sleep
import sys


class Signal(Event):
    go = property(lambda self: not self.is_set(),
                  lambda self, on: self.clear() if on else self.set())


def spin(msg, signal):
    for c in cycle(r'|/-' + '\\'):
        sys.stdout.write('\r%s %s' % (c, msg))
        sys.stdout.flush()
        if signal.wait(0.1):
            break
    sys.stdout.write('\r%s\r' % (' ' * (len(msg) + 2)))


def slow_function():
    sleep(3)
    return 42


def supervisor():
    done = Signal()
    spinner = Thread(target=spin, args=('crunching numbers', done))
    print('spinner object: %r' % spinner)
    spinner.start()
    result = slow_function()
    done.go = False
    spinner.join()
    return result


def main():
    print('Answer: %s' % supervisor())


if __name__ == '__main__':
    main()
