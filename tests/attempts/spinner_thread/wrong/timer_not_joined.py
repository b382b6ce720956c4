# WRONG first=slow_function: starts a Timer of 3 s and returns without waiting for it
import itertools
import threading
import time
from threading import Timer


class Signal:
    go = True


def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        print(f'\r{char} {msg}', end='', flush=True)
        time.sleep(0.1)
        if not signal.go:
            break
    print('\r' + ' ' * (2 + len(msg)) + '\r', end='', flush=True)


def slow_function():
    t = Timer(3, lambda: None)
    t.start()
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('set a timer', signal))
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
