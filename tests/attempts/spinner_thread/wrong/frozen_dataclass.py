# WRONG first=signal: a frozen dataclass can't be set
from dataclasses import dataclass
from itertools import cycle
from threading import Thread
from time import sleep


@dataclass(frozen=True)
class Signal:
    go: bool = True


def spin(msg: str, signal: Signal) -> None:
    for char in cycle('|/-\\'):
        status = f'{char} {msg}'
        print(status, end='\r', flush=True)
        sleep(0.1)
        if not signal.go:
            break
    print(' ' * len(status), end='\r', flush=True)


def slow_function() -> int:
    sleep(3)
    return 42


def supervisor() -> int:
    signal = Signal()
    spinner = Thread(target=spin, args=('immutability is good', signal))
    print(f'spinner object: {spinner}')
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main() -> None:
    print(f'Answer: {supervisor()}')


if __name__ == '__main__':
    main()
