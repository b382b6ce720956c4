# RIGHT: a subclass of Thread whose run() calls spin
import itertools
import sys
import threading
import time


class Signal:
    go = True


class Spinner(threading.Thread):
    def __init__(self, msg):
        super().__init__()
        self.msg = msg
        self.signal = Signal()

    def run(self):
        spin(self.msg, self.signal)

    def stop(self):
        self.signal.go = False
        self.join()


def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        line = char + ' ' + msg
        sys.stdout.write(line)
        sys.stdout.flush()
        sys.stdout.write('\x08' * len(line))
        time.sleep(.1)
        if not signal.go:
            sys.stdout.write(' ' * len(line) + '\x08' * len(line))
            return


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    spinner = Spinner('thinking!')
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    spinner.stop()
    return result


def main():
    result = supervisor()
    print('Answer:', result)


if __name__ == '__main__':
    main()
