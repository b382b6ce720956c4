# RIGHT: draws each frame letter by letter without a pause
import itertools
import sys
import threading
import time


class Signal:
    go = True


def type_out(text):
    for letter in text:
        sys.stdout.write(letter)
        sys.stdout.flush()


def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        type_out('\r')
        type_out(char)
        type_out(' ')
        type_out(msg)
        time.sleep(.1)
        if not signal.go:
            break
    type_out('\r')
    for _ in range(len(msg) + 2):
        type_out(' ')
    type_out('\r')


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
