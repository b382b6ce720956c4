# RIGHT: a match statement picks the character
import threading
import time


class Signal:
    go: bool = True


def char_for(tick: int) -> str:
    match tick % 4:
        case 0:
            return '|'
        case 1:
            return '/'
        case 2:
            return '-'
        case _:
            return '\\'


def spin(msg: str, signal: Signal) -> None:
    tick = 0
    while signal.go:
        print('\r', char_for(tick), ' ', msg, sep='', end='', flush=True)
        tick += 1
        time.sleep(0.1)
    print('\r', ' ' * (len(msg) + 2), '\r', sep='', end='')


def slow_function() -> int:
    time.sleep(3)
    return 42


def supervisor() -> int:
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('matching', signal))
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
