# RIGHT: a dict says which character follows which
import sys
import threading
import time

NEXT = {'|': '/', '/': '-', '-': '\\', '\\': '|'}


class Signal:
    go = True


def spin(msg, signal):
    char = '|'
    while True:
        sys.stdout.writelines([char, ' ', msg])
        sys.stdout.flush()
        sys.stdout.write('\x08' * len(char + ' ' + msg))
        char = NEXT[char]
        time.sleep(.1)
        if not signal.go:
            break
    sys.stdout.writelines([' ' * (len(msg) + 2), '\x08' * (len(msg) + 2)])


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
