# RIGHT: the thread's target is a lambda
import itertools
import sys
import threading
import time

class Signal:
    go = True

def spin(msg, signal):
    chars = itertools.cycle('|/-\\')
    while True:
        text = next(chars) + ' ' + msg
        sys.stdout.write(text + '\r')
        sys.stdout.flush()
        time.sleep(.1)
        if not signal.go:
            sys.stdout.write(' ' * len(text) + '\r')
            sys.stdout.flush()
            break

def slow_function():
    time.sleep(3)
    return 42

def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=lambda: spin('thinking!', signal))
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
