# RIGHT: Signal is a dataclass
from __future__ import annotations

import itertools
import sys
import threading
import time
from dataclasses import dataclass


@dataclass
class Signal:
    go: bool = True


def spin(msg: str, signal: Signal) -> None:
    for char in itertools.cycle('|/-\\'):
        status = f'{char} {msg}'
        sys.stdout.write(status)
        sys.stdout.flush()
        sys.stdout.write('\r' * len(status))
        time.sleep(.1)
        if not signal.go:
            break
    sys.stdout.write(' ' * len(status) + '\r' * len(status))


def slow_function() -> int:
    time.sleep(3)
    return 42


def supervisor() -> int:
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('thinking!', signal), name='spinner')
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main() -> None:
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
