# RIGHT: Go style, channels are queues, the spinner is stopped by go and told so by a done channel
import queue
import sys
import threading
import time


class Signal:
    def __init__(self):
        self.done = queue.Queue(maxsize=1)
        self._go = True

    @property
    def go(self):
        return self._go

    @go.setter
    def go(self, value):
        self._go = value
        if not value:
            try:
                self.done.put_nowait(None)
            except queue.Full:
                pass


def chan(maxsize=0):
    return queue.Queue(maxsize)


def spin(msg, signal):
    i = 0
    while True:
        sys.stdout.write('\r%s %s' % ('|/-\\'[i & 3], msg))
        sys.stdout.flush()
        i += 1
        try:
            signal.done.get(timeout=0.1)
        except queue.Empty:
            continue
        break
    sys.stdout.write('\r\x1b[K')
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    result = chan(1)
    spinner = threading.Thread(target=spin, args=('select {}', signal))
    worker = threading.Thread(target=lambda: result.put(slow_function()))
    print('spinner object:', spinner)
    spinner.start()
    worker.start()
    value = result.get()
    signal.go = False
    spinner.join()
    worker.join()
    return value


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
