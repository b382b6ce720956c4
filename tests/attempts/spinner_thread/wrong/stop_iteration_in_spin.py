# WRONG first=stop: raises StopIteration to stop, out of spin
import sys
import threading
import time


class Signal:
    go = True


class Frames:
    def __init__(self, msg, signal):
        self.msg, self.signal, self.n = msg, signal, -1

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n and not self.signal.go:
            raise StopIteration
        return '|/-\\'[self.n % 4] + ' ' + self.msg


def spin(msg, signal):
    frames = Frames(msg, signal)
    try:
        while True:
            sys.stdout.write('\r' + next(frames))
            sys.stdout.flush()
            time.sleep(0.1)
    finally:
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
        sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('iterating', signal))
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
