# RIGHT: hides the cursor while it spins and shows it again
import itertools
import sys
import threading
import time

HIDE, SHOW = "\033[?25l", "\033[?25h"


class Signal:
    """Tells the spinner when to stop."""

    go = True


def spin(msg, signal):
    write, flush = sys.stdout.write, sys.stdout.flush
    write(HIDE)
    try:
        for char in itertools.cycle("|/-\\"):
            write(f"\r{char} {msg}")
            flush()
            time.sleep(0.1)
            if not signal.go:
                break
    finally:
        write("\r" + " " * (len(msg) + 2) + "\r" + SHOW)
        flush()


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
