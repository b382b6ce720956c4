# RIGHT: print with a carriage return in front and flush=True
import threading
import time
from itertools import cycle


class Signal:
    def __init__(self):
        self.go = True


def spin(msg, signal):
    for c in cycle("|/-\\"):
        print(f"\r{c} {msg}", end="", flush=True)
        time.sleep(0.1)
        if not signal.go:
            break
    print("\r" + " " * (len(msg) + 2), end="\r", flush=True)


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=("thinking!", signal))
    print(f"spinner object: {spinner}")
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main():
    print(f"Answer: {supervisor()}")


if __name__ == "__main__":
    main()
