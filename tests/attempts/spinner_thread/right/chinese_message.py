# RIGHT: 中文消息,按显示宽度擦除
import itertools
import sys
import threading
import time
import unicodedata


class Signal:
    go = True


def 宽度(s):
    return sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in s)


def spin(msg, signal):
    for c in itertools.cycle('|/-\\'):
        s = f'{c} {msg}'
        w = 宽度(s)
        sys.stdout.write(s)
        sys.stdout.flush()
        sys.stdout.write('\b' * w)
        time.sleep(0.1)
        if not signal.go:
            break
    sys.stdout.write(' ' * w + '\b' * w)  # 清除
    sys.stdout.flush()


def slow_function():
    # 假装等待 I/O
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('思考中!', signal))
    print('spinner object:', spinner)
    spinner.start()
    try:
        return slow_function()
    finally:
        signal.go = False
        spinner.join()


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
