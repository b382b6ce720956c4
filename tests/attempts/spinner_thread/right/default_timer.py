# RIGHT: default_timer bound at import, os.times in the slow function
import os
import threading
import time
from timeit import default_timer


class Signal:
    go = True


def spin(msg, signal, timer=default_timer):
    chars = list('|/-\\')
    start = timer()
    drawn = 0
    while signal.go:
        if timer() - start >= drawn * 0.1:
            chars.append(chars.pop(0))
            print(chars[-1], msg, end='\r', flush=True)
            drawn += 1
        time.sleep(0.01)
    print(' ' * (len(msg) + 2), end='\r', flush=True)


def slow_function():
    start = os.times().elapsed
    while os.times().elapsed - start < 3:
        time.sleep(0.02)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('timeit', signal))
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
