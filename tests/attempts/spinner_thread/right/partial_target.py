# RIGHT: functools.partial for the target and for print
import functools
import itertools
import threading
import time

echo = functools.partial(print, end='', flush=True)


class Signal:
    go = True


def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        echo('\r' + char, msg)
        time.sleep(.1)
        if not signal.go:
            break
    echo('\r' + ' ' * (len(msg) + 2) + '\r')


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=functools.partial(spin, 'thinking!', signal))
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
