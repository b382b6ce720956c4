# RIGHT: spins on a terminal only, as well-behaved tools do
import sys
import threading
import time
from itertools import cycle


class Signal:
    def __init__(self):
        self.go = True


def spin(msg, signal):
    if not sys.stdout.isatty():
        while signal.go:
            time.sleep(0.1)
        return
    for char in cycle('|/-\\'):
        print(f'\r{char} {msg}', end='', flush=True)
        time.sleep(0.1)
        if not signal.go:
            break
    print('\r\x1b[K', end='', flush=True)


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('is this a terminal?', signal))
    print(f'spinner object: {spinner}')
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main():
    print(f'Answer: {supervisor()}')


if __name__ == '__main__':
    main()
