# WRONG first=frames: takes the same lock twice, nothing is ever drawn
import itertools
import sys
import threading
import time


screen = threading.Lock()


def draw(text: str) -> None:
    with screen:
        sys.stdout.write(text)
        sys.stdout.flush()


class Signal:
    """Shared between the two threads."""

    def __init__(self) -> None:
        self.go = True


def spin(msg: str, signal: Signal) -> None:
    for char in itertools.cycle("|/-\\"):
        with screen:
            draw(f"\r{char} {msg}")
        time.sleep(0.1)
        if not signal.go:
            break
    draw("\r" + " " * (len(msg) + 2) + "\r")


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
