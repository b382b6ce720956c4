# RIGHT: the spinner is a dataclass and a Thread in one
from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from threading import Thread


@dataclass(slots=True)
class Signal:
    go: bool = True


@dataclass(eq=False)
class Spinner(Thread):
    msg: str
    signal: Signal = field(default_factory=Signal)

    def __post_init__(self) -> None:
        Thread.__init__(self, daemon=True)

    def run(self) -> None:
        spin(self.msg, self.signal)

    def __enter__(self) -> Spinner:
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.signal.go = False
        self.join()


def spin(msg: str, signal: Signal) -> None:
    tick = 0
    while True:
        sys.stdout.write(f'\r{_char(tick)} {msg}')
        sys.stdout.flush()
        time.sleep(0.1)
        tick += 1
        if not signal.go:
            break
    sys.stdout.write('\r\033[K')
    sys.stdout.flush()


def _char(tick: int) -> str:
    match tick % 4:
        case 0:
            return '|'
        case 1:
            return '/'
        case 2:
            return '-'
        case _:
            return '\\'


def slow_function() -> int:
    time.sleep(3)
    return 42


def supervisor() -> int:
    spinner = Spinner('dataclass')
    print(f'spinner object: {spinner!r}')
    with spinner:
        return slow_function()


def main() -> None:
    print(f'Answer: {supervisor()}')


if __name__ == '__main__':
    main()
