# RIGHT: slow_function waits in select, as real I/O would
import itertools
import select
import sys
import threading
import time


class Signal:
    go = True


def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        status = char + ' ' + msg
        sys.stdout.write(status)
        sys.stdout.flush()
        sys.stdout.write('\x08' * len(status))
        time.sleep(.1)
        if not signal.go:
            break
    sys.stdout.write(' ' * len(status) + '\x08' * len(status))


def slow_function():
    select.select([], [], [], 3)
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
