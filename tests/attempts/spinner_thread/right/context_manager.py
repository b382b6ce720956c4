# RIGHT: the spinner as a context manager
import contextlib
import itertools
import threading
import time


class Signal:
    go = True


def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        print('\r' + char, msg, end='', flush=True)
        time.sleep(.1)
        if not signal.go:
            break
    print('\r' + ' ' * len(char + ' ' + msg) + '\r', end='', flush=True)


@contextlib.contextmanager
def spinning(msg):
    signal = Signal()
    thread = threading.Thread(target=spin, args=(msg, signal))
    print('spinner object:', thread)
    thread.start()
    try:
        yield thread
    finally:
        signal.go = False
        thread.join()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    with spinning('thinking hard'):
        return slow_function()


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
