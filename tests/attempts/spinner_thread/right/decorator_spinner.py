# RIGHT: a decorator puts a spinner around any function
import functools
import itertools
import sys
import threading
import time


class Signal:
    go = True


def with_spinner(msg):
    def decorate(func):
        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            signal = Signal()
            spinner = threading.Thread(target=spin, args=(msg, signal))
            print('spinner object:', spinner)
            spinner.start()
            try:
                return func(*args, **kwargs)
            finally:
                signal.go = False
                spinner.join()
        return wrapper
    return decorate


def spin(msg, signal):
    for frame in itertools.cycle(f'{c} {msg}' for c in '|/-\\'):
        sys.stdout.write('\r' + frame)
        sys.stdout.flush()
        time.sleep(.1)
        if not signal.go:
            break
    sys.stdout.write('\r' + ' ' * len(frame) + '\r')
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


@with_spinner('decorating')
def supervisor():
    return slow_function()


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
