# RIGHT: while signal.go with an inner check, draws nothing when go is false already
import sys
import threading
import time

class Signal:
    go = True

def spin(msg, signal):
    # 신호가 꺼질 때까지 돈다
    while signal.go:
        for char in '|/-\\':
            if not signal.go:
                break
            sys.stdout.write('\r' + char + ' ' + msg)
            sys.stdout.flush()
            time.sleep(0.1)
    # 줄을 지운다
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
    sys.stdout.flush()

def slow_function():
    # 오래 걸리는 작업
    time.sleep(3)
    return 42

def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('thinking!', signal))
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result

def main():
    result = supervisor()
    print('Answer:', result)

if __name__ == '__main__':
    main()
