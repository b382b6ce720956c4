# RIGHT: the stop is noticed after 10 ms, without a further frame
import sys
import threading
import time


class Signal:
    """Has one public attribute."""

    def __init__(self):
        self.go = True


def wait_or_stop(seconds, signal, slice_=0.01):
    """Sleep in slices; say whether to go on."""
    for _ in range(round(seconds / slice_)):
        if not signal.go:
            return False
        time.sleep(slice_)
    return signal.go


def spin(msg, signal):
    chars = '|/-\\'
    n = 0
    going = signal.go
    while going:
        sys.stdout.write('\r' + chars[n % 4] + ' ' + msg)
        sys.stdout.flush()
        n += 1
        going = wait_or_stop(0.1, signal)
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('slices', signal))
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
