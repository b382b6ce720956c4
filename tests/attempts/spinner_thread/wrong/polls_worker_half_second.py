# WRONG first=concurrent: looks every half second whether the worker has finished
import sys
import threading
import time
from itertools import cycle


class Signal:
    go = True


def spin(msg, signal):
    for c in cycle('|/-\\'):
        sys.stdout.write('\r' + c + ' ' + msg)
        sys.stdout.flush()
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
    box = {}
    spinner = threading.Thread(target=spin, args=('polling', signal))
    worker = threading.Thread(target=lambda: box.update(result=slow_function()))
    print('spinner object:', spinner)
    spinner.start()
    worker.start()
    while worker.is_alive():
        time.sleep(0.5)
    signal.go = False
    spinner.join()
    return box['result']


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
