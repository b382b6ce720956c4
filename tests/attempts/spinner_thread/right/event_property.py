# RIGHT: an Event inside Signal behind a go property, spin waits on it
import itertools
import threading
import time


class Signal:
    def __init__(self):
        self._stopped = threading.Event()

    @property
    def go(self):
        return not self._stopped.is_set()

    @go.setter
    def go(self, value):
        if value:
            self._stopped.clear()
        else:
            self._stopped.set()

    def wait(self, seconds):
        return self._stopped.wait(seconds)


def spin(msg, signal):
    status = ''
    for char in itertools.cycle('|/-\\'):
        status = f'{char} {msg}'
        print(status, end='', flush=True)
        print('\b' * len(status), end='')
        if signal.wait(.1):
            break
    blanks = ' ' * len(status)
    print(blanks + '\b' * len(status), end='', flush=True)


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('thinking!', signal))
    print(f'spinner object: {spinner}')
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main():
    result = supervisor()
    print(f'Answer: {result}')


if __name__ == '__main__':
    main()
