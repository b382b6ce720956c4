# WRONG first=concurrent: stops the spinner before the work begins
from itertools import cycle
from threading import Thread
from time import sleep


class Signal:
    go = True  # False 가 되면 스피너가 멈춘다


def spin(msg, signal):
    # 별도의 쓰레드에서 실행된다
    for c in cycle('|/-\\'):
        print('\r' + c, msg, end='', flush=True)
        sleep(.1)
        if not signal.go:
            break
    # 줄을 지우고 커서를 맨 앞으로
    print('\r' + ' ' * (len(msg) + 2), end='\r')


def slow_function():
    sleep(3)  # 오래 걸리는 척
    return 42


def supervisor():
    signal = Signal()
    t = Thread(target=spin, args=('wait a moment', signal))
    print('spinner object:', t)
    t.start()
    signal.go = False
    t.join()
    return slow_function()


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
