# RIGHT: an ExitStack stops and joins the spinner
from contextlib import ExitStack
from itertools import cycle
from threading import Thread
import sys
import time


class Signal:
    go = True

    def stop(self):
        self.go = False


def spin(msg, signal):
    for c in cycle('|/-\\'):
        if not signal.go:
            break
        sys.stdout.write(f'\r{c} {msg}')
        sys.stdout.flush()
        time.sleep(.1)
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    with ExitStack() as stack:
        signal = Signal()
        spinner = Thread(target=spin, args=('thinking!', signal))
        print('spinner object:', spinner)
        spinner.start()
        stack.callback(spinner.join)
        stack.callback(signal.stop)
        return slow_function()


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
