# RIGHT: \r and ESC [K instead of counting blanks
import itertools
import sys
import threading
import time

ERASE = '\r\x1b[K'


class Signal:
    go = True


def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        if not signal.go:
            break
        sys.stdout.write(ERASE + char + ' ' + msg)
        sys.stdout.flush()
        time.sleep(0.1)
    sys.stdout.write(ERASE)
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('loading', signal))
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
