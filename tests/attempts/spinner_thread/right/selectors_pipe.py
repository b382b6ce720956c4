# RIGHT: Signal owns a pipe, spin polls it with a timeout and wakes up at once
import os
import select
import threading
import time
from itertools import count


class Signal:
    def __init__(self):
        self._r, self._w = os.pipe()
        self._go = True

    @property
    def go(self):
        return self._go

    @go.setter
    def go(self, value):
        self._go = value
        if not value:
            os.write(self._w, b'x')

    def wait(self, seconds):
        poller = select.poll()
        poller.register(self._r, select.POLLIN)
        return bool(poller.poll(seconds * 1000))


def spin(msg, signal):
    for n in count():
        status = ('|/-' + chr(92))[n % 4]
        print(f'\r{status} {msg}', end='', flush=True)
        if signal.wait(0.1):
            break
    print('\r\x1b[2K', end='', flush=True)


def slow_function():
    time.sleep(3.0)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('polling', signal), daemon=True)
    print('spinner object:', repr(spinner))
    spinner.start()
    try:
        return slow_function()
    finally:
        signal.go = False
        spinner.join()


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
