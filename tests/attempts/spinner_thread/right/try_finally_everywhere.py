# RIGHT: try/finally in spin and in supervisor, so an exception also cleans up
import itertools
import sys
import threading
import time


class Signal:
    def __init__(self) -> None:
        self.go = True


def spin(msg: str, signal: Signal) -> None:
    width = len(msg) + 2
    try:
        for char in itertools.cycle('|/-\\'):
            sys.stdout.write(f'{char} {msg}')
            sys.stdout.flush()
            sys.stdout.write('\x08' * width)
            time.sleep(.1)
            if not signal.go:
                return
    finally:
        sys.stdout.write(' ' * width + '\x08' * width)
        sys.stdout.flush()


def slow_function() -> int:
    time.sleep(3)
    return 42


def supervisor() -> int:
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('thinking!', signal))
    print('spinner object:', spinner)
    spinner.start()
    try:
        result = slow_function()
    finally:
        signal.go = False
        spinner.join()
    return result


def main() -> None:
    result = supervisor()
    print('Answer:', result)


if __name__ == '__main__':
    main()
