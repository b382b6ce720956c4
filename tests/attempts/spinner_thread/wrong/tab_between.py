# WRONG first=frames: a tab between character and message
import sys
import threading
import time
import itertools


class Signal:
    go = True


def spin(msg, signal):
    for c in itertools.cycle('|/-\\'):
        sys.stdout.write('\r' + '\t'.join([c, msg]))
        sys.stdout.flush()
        time.sleep(0.1)
        if not signal.go:
            break
    sys.stdout.write('\r' + ' ' * 79 + '\r')
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('tabulating', signal))
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
