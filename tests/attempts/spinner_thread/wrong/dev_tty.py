# WRONG first=frames: draws on /dev/tty, not on standard output
import itertools
import threading
import time


class Signal:
    go = True


def spin(msg, signal):
    try:
        tty = open('/dev/tty', 'w')
    except OSError:
        tty = open('/dev/null', 'w')
    with tty:
        for c in itertools.cycle('|/-\\'):
            print(c, msg, end='\r', file=tty, flush=True)
            time.sleep(0.1)
            if not signal.go:
                break
        print(' ' * (len(msg) + 2), end='\r', file=tty, flush=True)


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('straight to the terminal', signal))
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
