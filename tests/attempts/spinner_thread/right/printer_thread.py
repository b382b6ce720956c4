# RIGHT: producer and consumer, a printer thread draws what spin puts into a queue
import queue
import sys
import threading
import time
from itertools import cycle


class Signal:
    go = True


def printer(q):
    while (item := q.get()) is not None:
        sys.stdout.write(item)
        sys.stdout.flush()


def spin(msg, signal):
    q = queue.Queue()
    p = threading.Thread(target=printer, args=(q,))
    p.start()
    for c in cycle('|/-\\'):
        q.put(f'\r{c} {msg}')
        time.sleep(0.1)
        if not signal.go:
            break
    q.put('\r' + ' ' * (len(msg) + 2) + '\r')
    q.put(None)
    p.join()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('producing', signal))
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
