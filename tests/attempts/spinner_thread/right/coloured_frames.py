# RIGHT: green frames, the colour is reset each time
import itertools
import sys
import threading
import time

GREEN, NORMAL = '\x1b[32m', '\x1b[0m'


class Signal:
    go = True


def spin(msg, signal):
    width = len(msg) + 2
    for char in itertools.cycle('|/-\\'):
        sys.stdout.write(GREEN + char + NORMAL + ' ' + msg + '\b' * width)
        sys.stdout.flush()
        time.sleep(.1)
        if not signal.go:
            break
    sys.stdout.write(' ' * width + '\b' * width)
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('thinking!', signal))
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
