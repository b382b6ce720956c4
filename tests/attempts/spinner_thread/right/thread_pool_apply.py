# RIGHT: multiprocessing.pool.ThreadPool runs the slow function
import sys
import threading
import time
from multiprocessing.pool import ThreadPool


class Signal:
    go = True


def spin(msg, signal):
    i = 0
    while True:
        sys.stdout.write('\r' + '|/-\\'[i % 4] + ' ' + msg)
        sys.stdout.flush()
        i += 1
        time.sleep(0.1)
        if not signal.go:
            break
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('pooling', signal))
    print('spinner object:', spinner)
    spinner.start()
    pool = ThreadPool(1)
    result = pool.apply(slow_function)
    signal.go = False
    pool.close()
    pool.join()
    spinner.join()
    return result


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
