# RIGHT: a Korean message, wiped by ESC [K whatever its width
import itertools
import threading
import time


class Signal:
    go = True


def spin(msg, signal):
    """signal.go 가 False 가 될 때까지 돈다."""
    for char in itertools.cycle('|/-\\'):
        print(f'\r\x1b[K{char} {msg}', end='', flush=True)
        time.sleep(.1)
        if not signal.go:
            break
    print('\r\x1b[K', end='', flush=True)


def slow_function():
    time.sleep(3)  # 파일을 내려받는 척
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('생각 중!', signal))
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
