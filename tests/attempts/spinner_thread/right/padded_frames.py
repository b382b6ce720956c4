# RIGHT: ljust fills the frame up with blanks to 60 columns, the wipe takes as many
import sys
import threading
import time
from itertools import cycle

WIDTH = 60


class Signal:
    go = True


def spin(msg, signal):
    for c in cycle('|/-\\'):
        frame = ' '.join((c, msg)).ljust(WIDTH)
        sys.stdout.write(frame + '\b' * WIDTH)
        sys.stdout.flush()
        time.sleep(0.1)
        if not signal.go:
            break
    sys.stdout.write(''.ljust(WIDTH) + '\b' * WIDTH)
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('padded', signal))
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
