# WRONG first=frames: rotates a deque of the module, a later call begins elsewhere
import sys
import threading
import time
from collections import deque

WHEEL = deque('|/-\\')


class Signal:
    def __init__(self):
        self.go = True


def spin(msg, signal):
    while True:
        sys.stdout.write(f'\r{WHEEL[0]} {msg}')
        sys.stdout.flush()
        WHEEL.rotate(-1)
        time.sleep(0.1)
        if not signal.go:
            break
    sys.stdout.write('\r\x1b[K')
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('wheel', signal))
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
