# RIGHT: sets threading.excepthook and a shorter switch interval in main
import sys
import threading
import time
import traceback
from itertools import cycle


class Signal:
    go = True


def report(args):
    traceback.print_exception(args.exc_type, args.exc_value, args.exc_traceback, file=sys.stderr)


def spin(msg, signal):
    for c in cycle('|/-\\'):
        sys.stdout.write('\r' + c + ' ' + msg)
        sys.stdout.flush()
        time.sleep(0.1)
        if not signal.go:
            break
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('hooked', signal))
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main():
    old, threading.excepthook = threading.excepthook, report
    interval = sys.getswitchinterval()
    sys.setswitchinterval(0.001)
    try:
        print('Answer:', supervisor())
    finally:
        threading.excepthook = old
        sys.setswitchinterval(interval)


if __name__ == '__main__':
    main()
