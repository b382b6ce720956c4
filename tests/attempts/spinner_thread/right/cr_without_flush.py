# RIGHT: no flush at all, a \r flushes a line-buffered terminal too
import itertools
import threading
import time


class Signal:
    go = True


def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        print('\r' + char + ' ' + msg, end='')
        time.sleep(.1)
        if not signal.go:
            break
    print('\r' + ' ' * (len(msg) + 2) + '\r', end='')


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
