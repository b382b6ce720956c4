# WRONG first=cleanup: moves the cursor up one row after the wipe
import sys
import threading
import time
from itertools import cycle


class Signal:
    go = True


def spin(msg, signal):
    for c in cycle('|/-\\'):
        sys.stdout.write(f'\r{c} {msg}')
        sys.stdout.flush()
        time.sleep(0.1)
        if not signal.go:
            break
    sys.stdout.write('\r\x1b[2K\x1b[1A')
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('upwards', signal))
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main():
    result = supervisor()
    print('\nAnswer:', result)


if __name__ == '__main__':
    main()
