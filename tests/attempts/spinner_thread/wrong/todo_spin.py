# WRONG first=todo: spin is still to be written
import threading
import time


class Signal:
    """Shared between the two threads."""

    def __init__(self) -> None:
        self.go = True


def spin(msg: str, signal: Signal) -> None:
    """Draw | / - and backslash in turn until signal.go is false."""
    raise NotImplementedError("spin")


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
