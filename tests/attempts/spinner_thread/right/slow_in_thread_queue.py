# RIGHT: a second thread works and hands its result over in a queue
import itertools
import queue
import sys
import threading
import time


class Signal:
    go = True


def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        status = char + ' ' + msg
        sys.stdout.write(status)
        sys.stdout.flush()
        sys.stdout.write('\x08' * len(status))
        time.sleep(.1)
        if not signal.go:
            break
    sys.stdout.write(' ' * len(status) + '\x08' * len(status))


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    results = queue.Queue()
    spinner = threading.Thread(target=spin, args=('thinking!', signal))
    worker = threading.Thread(target=lambda: results.put(slow_function()))
    print('spinner object:', spinner)
    spinner.start()
    worker.start()
    worker.join()
    signal.go = False
    spinner.join()
    return results.get_nowait()


def main():
    result = supervisor()
    print('Answer:', result)


if __name__ == '__main__':
    main()
