# RIGHT: rotates a deque of the four characters
import sys
import threading
import time
from collections import deque


class Signal:
    go = True


def spin(msg, signal):
    wheel = deque('|/-\\')
    while True:
        sys.stdout.write(wheel[0] + ' ' + msg)
        sys.stdout.flush()
        sys.stdout.write('\b' * (len(msg) + 2))
        wheel.rotate(-1)
        time.sleep(.1)
        if not signal.go:
            break
    sys.stdout.write(' ' * (len(msg) + 2))
    sys.stdout.write('\b' * (len(msg) + 2))
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('round and round', signal))
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main():
    result = supervisor()
    print('Answer:', result)


if __name__ == '__main__':
    main()
