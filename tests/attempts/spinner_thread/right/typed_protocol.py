# RIGHT: annotated throughout, with a Protocol for whatever has a go
"""Spinner with a thread."""
from __future__ import annotations

import itertools
import sys
import threading
import time
from typing import Any, Final, Protocol

CHARS: Final = '|/-\\'
PAUSE: Final = 0.1


class HasGo(Protocol):
    go: bool


class Signal:
    go: bool

    def __init__(self) -> None:
        self.go = True


def spin(msg: str, signal: HasGo) -> None:
    status: str = ''
    for char in itertools.cycle(CHARS):
        status = ' '.join((char, msg))
        sys.stdout.write(status)
        sys.stdout.flush()
        sys.stdout.write('\x08' * len(status))
        time.sleep(PAUSE)
        if not signal.go:
            break
    sys.stdout.write(' ' * len(status) + '\x08' * len(status))


def slow_function() -> int:
    time.sleep(3)
    return 42


def supervisor() -> Any:
    signal = Signal()
    spinner: threading.Thread = threading.Thread(target=spin, args=('thinking!', signal))
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main() -> None:
    result = supervisor()
    print('Answer:', result)


if __name__ == '__main__':
    main()
