# WRONG first=visible: writes bytes to sys.stdout.buffer and flushes the text layer's name only at the end
import itertools
import sys
import threading
import time


class Signal:
    go = True


def spin(msg, signal):
    out = sys.stdout.buffer
    m = msg.encode()
    for b in itertools.cycle((b'|', b'/', b'-', b'\\')):
        out.write(b'\r' + b + b' ' + m)
        time.sleep(0.1)
        if not signal.go:
            break
    out.write(b'\r' + b' ' * (len(m) + 2) + b'\r')
    out.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('bytes', signal))
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
