# WRONG first=pace: waits on an Event that is set all the time, so it never waits
import itertools
import sys
import threading
import time


class Signal:
    def __init__(self) -> None:
        self.event = threading.Event()
        self.event.set()

    @property
    def go(self) -> bool:
        return self.event.is_set()

    @go.setter
    def go(self, value: bool) -> None:
        if value:
            self.event.set()
        else:
            self.event.clear()


def spin(msg: str, signal: Signal) -> None:
    for char in itertools.cycle("|/-\\"):
        sys.stdout.write(f"\r{char} {msg}")
        sys.stdout.flush()
        if not signal.event.wait(0.1):
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
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main() -> None:
    print(f"Answer: {supervisor()}")


if __name__ == "__main__":
    main()
