# RIGHT: 한글 이름으로 쓴 프로그램
import itertools
import sys
import threading
import time


class 신호:
    """스피너를 멈추는 깃발"""
    go = True


Signal = 신호


def spin(메시지, 깃발):
    쓰기, 비우기 = sys.stdout.write, sys.stdout.flush
    for 글자 in itertools.cycle('|/-\\'):
        상태 = 글자 + ' ' + 메시지
        쓰기(상태)
        비우기()
        쓰기('\x08' * len(상태))
        time.sleep(.1)
        if not 깃발.go:  # 멈춤
            break
    쓰기(' ' * len(상태) + '\x08' * len(상태))


def slow_function():
    time.sleep(3)  # 입출력을 기다리는 척
    return 42


def supervisor():
    깃발 = Signal()
    스피너 = threading.Thread(target=spin, args=('thinking!', 깃발))
    print('spinner object:', 스피너)
    스피너.start()
    결과 = slow_function()
    깃발.go = False
    스피너.join()
    return 결과


def main():
    결과 = supervisor()
    print('Answer:', 결과)


if __name__ == '__main__':
    main()
