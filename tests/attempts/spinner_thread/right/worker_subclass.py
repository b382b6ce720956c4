# RIGHT: slow_function runs in a Thread subclass that keeps the result, both threads are joined
import sys
import threading
import time


class Signal:
    go = True


class Worker(threading.Thread):
    result = None

    def run(self):
        self.result = slow_function()


def spin(msg, signal):
    i = 0
    while True:
        sys.stdout.write('\r%c %s' % (ord('|/-\\'[i % 4]), msg))
        sys.stdout.flush()
        i += 1
        time.sleep(0.1)
        if not signal.go:
            sys.stdout.write('\r%s\r' % ' '.ljust(len(msg) + 2))
            sys.stdout.flush()
            return


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('two threads', signal))
    worker = Worker()
    print('spinner object:', spinner)
    spinner.start()
    worker.start()
    worker.join()
    signal.go = False
    spinner.join()
    return worker.result


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
