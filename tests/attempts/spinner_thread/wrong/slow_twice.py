# WRONG first=concurrent: calls slow_function twice
import itertools
import sys
import threading
import time


class Signal:
    """Shared between the two threads."""

    def __init__(self) -> None:
        self.go = True


def spin(msg: str, signal: Signal) -> None:
    for char in itertools.cycle("|/-\\"):
        sys.stdout.write(f"\r{char} {msg}")
        sys.stdout.flush()
        time.sleep(0.1)
        if not signal.go:
            break
    sys.stdout.write("\r" + " " * (len(msg) + 2) + "\r")
    sys.stdout.flush()


def slow_function() -> int:
    time.sleep(3)
    return 42


def supervisor() -> int:
    signal = Signal()
    spinner = threading.Thread(target=spin, args=("thinking!", signal))
    print(f"spinner object: {spinner}")
    spinner.start()
    slow_function()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main() -> None:
    print(f"Answer: {supervisor()}")


if __name__ == "__main__":
    main()
