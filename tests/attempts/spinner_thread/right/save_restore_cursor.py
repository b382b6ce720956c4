# RIGHT: saves the cursor once and restores it before every frame
import itertools
import sys
import threading
import time

SAVE, RESTORE, ERASE_RIGHT = '\x1b7', '\x1b8', '\x1b[K'


class Signal:
    go = True


def spin(msg, signal):
    out = sys.stdout
    out.write(SAVE)
    for char in itertools.cycle('|/-\\'):
        out.write(RESTORE + char + ' ' + msg)
        out.flush()
        time.sleep(.1)
        if not signal.go:
            break
    out.write(RESTORE + ERASE_RIGHT)
    out.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('thinking!', signal))
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
