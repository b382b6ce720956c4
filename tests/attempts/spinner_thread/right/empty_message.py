# RIGHT: an empty message
"""A spinner in a thread of its own turns while the main thread waits: the reference solution."""

import itertools
import sys
import threading
import time

FRAME_SECONDS = 0.1
# To column 0, then erase to the end: unlike blanks counted with len(), right for double-width characters, too.
WIPE = "\r\x1b[K"


class Signal:
    """What one thread sets to stop another: `go` is true until someone sets it to False.

    An Event stands behind `go`, so that who waits for the next frame wakes as soon as it is set.
    """

    def __init__(self) -> None:
        """Start with `go` equal to True."""
        self._stopped = threading.Event()

    @property
    def go(self) -> bool:
        """True as long as the spinner shall go on."""
        return not self._stopped.is_set()

    @go.setter
    def go(self, value: bool) -> None:
        if value:
            self._stopped.clear()
        else:
            self._stopped.set()

    def stops_within(self, seconds: float) -> bool:
        """Wait until `go` is false, at most `seconds`; return whether it is."""
        return self._stopped.wait(seconds)


def spin(msg: str, signal: Signal) -> None:
    """Turn a spinner in front of `msg`, until `signal.go` is false; leave the line clean."""
    try:
        for char in itertools.cycle("|/-\\"):
            sys.stdout.write(f"\r{char} {msg}")
            sys.stdout.flush()
            if signal.stops_within(FRAME_SECONDS):
                break
    finally:
        sys.stdout.write(WIPE)
        sys.stdout.flush()


def slow_function() -> int:
    """Pretend to wait three seconds for I/O; the sleep lets other threads run."""
    time.sleep(3)
    return 42


def supervisor() -> int:
    """Return what `slow_function` returns, and show a spinner for as long as it takes."""
    signal = Signal()
    spinner = threading.Thread(target=spin, args=("", signal))
    print(f"spinner object: {spinner!r}")
    spinner.start()
    try:
        return slow_function()
    finally:
        # Also on an exception: nobody else can stop this thread, and the interpreter would wait for it forever.
        signal.go = False
        spinner.join()


def main() -> None:
    """Run the program and print its answer."""
    result = supervisor()
    print(f"Answer: {result}")


if __name__ == "__main__":
    main()
