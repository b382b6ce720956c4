# RIGHT: slow_function runs in an executor, the supervisor waits for its future
import itertools
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor


class Signal:
    go = True


def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        sys.stdout.write(f'\r{char} {msg}')
        sys.stdout.flush()
        time.sleep(.1)
        if not signal.go:
            break
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('thinking!', signal))
    print('spinner object:', spinner)
    with ThreadPoolExecutor(max_workers=1) as pool:
        spinner.start()
        try:
            result = pool.submit(slow_function).result()
        finally:
            signal.go = False
            spinner.join()
    return result


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
