# RIGHT: looks at the signal every 0.01 s, ten times a frame
import itertools
import sys
import threading
import time


class Signal:
    go = True


def wait_a_bit(signal):
    """Sleep 0.1 s in small steps. False as soon as the signal is off."""
    for _ in range(10):
        if not signal.go:
            return False
        time.sleep(0.01)
    return signal.go


def spin(msg, signal):
    width = len(msg) + 2
    for char in itertools.cycle("|/-\\"):
        sys.stdout.write(char + " " + msg)
        sys.stdout.flush()
        sys.stdout.write("\b" * width)
        if not wait_a_bit(signal):
            break
    sys.stdout.write(" " * width + "\b" * width)
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=("thinking!", signal))
    print("spinner object:", spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main():
    result = supervisor()
    print("Answer:", result)


if __name__ == "__main__":
    main()
