# RIGHT: blanks the line just before it draws the next frame
import itertools
import sys
import threading
import time


class Signal:
    go = True


def clear(width):
    sys.stdout.write('\b' * width + ' ' * width + '\b' * width)
    sys.stdout.flush()


def spin(msg, signal):
    drawn = 0
    for char in itertools.cycle('|/-\\'):
        clear(drawn)
        status = char + ' ' + msg
        drawn = len(status)
        sys.stdout.write(status)
        sys.stdout.flush()
        time.sleep(.1)
        if not signal.go:
            break
    clear(drawn)


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
