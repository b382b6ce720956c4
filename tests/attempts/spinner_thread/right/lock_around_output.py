# RIGHT: a lock guards the flag and the terminal, held for short moments only
import itertools
import sys
import threading
import time

screen = threading.RLock()


class Signal:
    go = True


def show(text):
    with screen:
        sys.stdout.write(text)
        sys.stdout.flush()


def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        show('\r' + char + ' ' + msg)
        time.sleep(.1)
        with screen:
            if not signal.go:
                show('\r' + ' ' * (len(msg) + 2) + '\r')
                break


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('thinking!', signal))
    show(f'spinner object: {spinner}\n')
    spinner.start()
    result = slow_function()
    with screen:
        signal.go = False
    spinner.join()
    return result


def main():
    result = supervisor()
    show(f'Answer: {result}\n')


if __name__ == '__main__':
    main()
