# RIGHT: passes msg and signal to the thread as kwargs
import sys
import time
import itertools
from threading import Thread


class Signal:
    def __init__(self):
        self.go = True


def spin(msg, signal):
    width = 2 + len(msg)
    for char in itertools.cycle('|/-\\'):
        print(char, msg, end='', flush=True, file=sys.stdout)
        print('\b' * width, end='', file=sys.stdout)
        time.sleep(1 / 10)
        if not signal.go:
            break
    print(' ' * width, '\b' * width, sep='', end='', file=sys.stdout)


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = Thread(target=spin, kwargs={'msg': 'thinking!', 'signal': signal})
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main():
    result = supervisor()
    print('Answer:', result)


if __name__ == '__main__':
    main()
