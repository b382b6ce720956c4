# RIGHT: prints each frame with a newline and goes one line up again
import itertools
import sys
import threading
import time

UP = '\x1b[1A'


class Signal:
    go = True


def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        print(f'\x1b[2K{char} {msg}\n{UP}', end='', flush=True)
        time.sleep(0.1)
        if not signal.go:
            break
    print('\x1b[2K', end='', flush=True)


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('down and up', signal))
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
