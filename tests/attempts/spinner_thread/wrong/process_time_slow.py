# WRONG first=slow_function: 3 s of processor time, which hardly passes while it sleeps
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
    t = time.process_time()
    while time.process_time() - t < 3:
        time.sleep(0.1)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('probing', signal))
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
