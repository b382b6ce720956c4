# WRONG first=visible: flushes once a round only
import itertools
import sys
import threading
import time


class Signal:
    """Shared between the two threads."""

    def __init__(self) -> None:
        self.go = True


def spin(msg: str, signal: Signal) -> None:
    back = "\b" * (len(msg) + 2)
    for char in itertools.cycle("|/-\\"):
        sys.stdout.write(f"{char} {msg}{back}")
        if char == "\\":
            sys.stdout.flush()
        time.sleep(0.1)
        if not signal.go:
            break
    sys.stdout.write(" " * len(back) + back)
    sys.stdout.flush()


def slow_function() -> int:
    time.sleep(3)
    return 42


def supervisor() -> int:
    signal = Signal()
    spinner = threading.Thread(target=spin, args=("thinking!", signal))
    print(f"spinner object: {spinner}")
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main() -> None:
    print(f"Answer: {supervisor()}")


if __name__ == "__main__":
    main()
