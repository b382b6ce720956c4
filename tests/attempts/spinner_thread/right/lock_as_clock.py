# RIGHT: Lock.acquire(timeout=...) on a taken lock is the pause, release wakes it up
import sys
import threading
import time


class Signal:
    def __init__(self):
        self._brake = threading.Lock()
        self._brake.acquire()
        self._go = True

    def _get(self):
        return self._go

    def _set(self, value):
        if self._go and not value:
            self._brake.release()
        self._go = value

    go = property(_get, _set)

    def pause(self, s):
        if self._brake.acquire(timeout=s):
            self._brake.release()


def spin(msg, signal):
    state = 0
    write, flush = sys.stdout.write, sys.stdout.flush
    while signal.go:
        write('\x1b[1G' + '|/-\\'[state] + ' ' + msg)
        flush()
        state = state + 1 & 3
        signal.pause(.1)
    write('\x1b[1G\x1b[0K')
    flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('locked in', signal))
    print('spinner object:', spinner, flush=True)
    spinner.start()
    try:
        result = slow_function()
    finally:
        signal.go = False
        spinner.join()
    return result


def main():
    print('Answer:', supervisor(), flush=True)


if __name__ == '__main__':
    main()
