# RIGHT: a generator makes the frames
import sys
import threading
import time
from typing import Iterator


class Signal:
    go = True


def frames(msg: str) -> Iterator[str]:
    while True:
        yield from (f'{c} {msg}' for c in ('|', '/', '-', '\\'))


def spin(msg: str, signal: Signal) -> None:
    for frame in frames(msg):
        if not signal.go:
            break
        sys.stdout.write('\r' + frame)
        sys.stdout.flush()
        time.sleep(.1)
    sys.stdout.write('\r' + ' ' * len(next(frames(msg))) + '\r')
    sys.stdout.flush()


def slow_function() -> int:
    time.sleep(3)
    return 42


def supervisor() -> int:
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('thinking!', signal))
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
