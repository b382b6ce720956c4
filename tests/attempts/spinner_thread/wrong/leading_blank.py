# WRONG first=frames: print puts a blank after the \r that is an argument of its own
import itertools
import threading
import time


class Signal:
    go = True


def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        print('\r', char, msg, end='', flush=True)
        time.sleep(0.1)
        if not signal.go:
            break
    print('\r', ' ' * (len(msg) + 2), end='\r', flush=True)


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
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
