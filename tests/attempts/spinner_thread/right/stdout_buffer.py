# RIGHT: writes bytes to sys.stdout.buffer
import itertools
import sys
import threading
import time


class Signal:
    go = True


def spin(msg, signal):
    raw = sys.stdout.buffer
    text = msg.encode('utf-8')
    for char in itertools.cycle([b'|', b'/', b'-', b'\\']):
        raw.write(b'\r' + char + b' ' + text)
        raw.flush()
        time.sleep(0.1)
        if not signal.go:
            break
    raw.write(b'\r' + b' ' * (len(msg) + 2) + b'\r')
    raw.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('reading bytes', signal))
    print('spinner object:', spinner)
    sys.stdout.flush()
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
