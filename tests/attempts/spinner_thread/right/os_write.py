# RIGHT: writes the frames with os.write to descriptor 1
import itertools
import os
import sys
import threading
import time


class Signal:
    go = True


def put(text):
    os.write(1, text.encode())


def spin(msg, signal):
    sys.stdout.flush()
    for char in itertools.cycle('|/-\\'):
        put('\r' + char + ' ' + msg)
        time.sleep(.1)
        if not signal.go:
            break
    put('\r\x1b[K')


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('thinking!', signal))
    print('spinner object:', spinner, flush=True)
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
