# WRONG first=cleanup: wipes the message but not the first two columns, and doesn't join
import sys, threading, time
from itertools import cycle


class Signal:
    go = True


def spin(msg, signal):
    for c in cycle('|/-\\'):
        s = c + ' ' + msg
        sys.stdout.write(s)
        sys.stdout.flush()
        time.sleep(0.1)
        sys.stdout.write('\b' * len(s))
        if not signal.go:
            break
    sys.stdout.write('\x1b[2C' + ' ' * len(msg) + '\r')
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    t = threading.Thread(target=spin, args=('hold on', signal), daemon=True)
    print('spinner object:', t)
    t.start()
    r = slow_function()
    signal.go = False
    return r


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
