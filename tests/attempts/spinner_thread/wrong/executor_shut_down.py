# WRONG first=rerun: a global executor is shut down after the first call
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

POOL = ThreadPoolExecutor(max_workers=1)


class Signal:
    go = True


def spin(msg, signal):
    for c in cycle('|/-\\'):
        sys.stdout.write('\r' + c + ' ' + msg)
        sys.stdout.flush()
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
    spinner = threading.Thread(target=spin, args=('working', signal))
    print('spinner object:', spinner)
    spinner.start()
    try:
        with POOL:
            return POOL.submit(slow_function).result()
    finally:
        signal.go = False
        spinner.join()


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
