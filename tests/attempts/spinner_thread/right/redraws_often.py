# RIGHT: draws the same frame five times before the next character comes
import itertools
import sys
import threading
import time


class Signal:
    go = True


def spin(msg, signal):
    for tick in itertools.count():
        char = '|/-\\'[tick // 5 % 4]
        sys.stdout.write('\r' + char + ' ' + msg)
        sys.stdout.flush()
        time.sleep(.02)
        if not signal.go:
            break
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
    sys.stdout.flush()


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
