# RIGHT: spin wipes its line, and the supervisor wipes it once more after join
import itertools
import sys
import threading
import time


class Signal:
    go = True


def wipe():
    sys.stdout.write('\r\x1b[2K')
    sys.stdout.flush()


def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        sys.stdout.write(f'\r{char} {msg}')
        sys.stdout.flush()
        time.sleep(.1)
        if not signal.go:
            break
    wipe()


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
    wipe()  # belt and braces
    return result


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
