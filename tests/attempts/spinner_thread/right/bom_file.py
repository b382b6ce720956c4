# RIGHT: saved as UTF-8 with a byte order mark
# 메모장으로 저장한 파일
import itertools
import threading
import time

class Signal:
    go = True

def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        print(char + ' ' + msg, end='\r', flush=True)
        time.sleep(.1)
        if not signal.go:
            break
    print(' ' * (len(msg) + 2), end='\r', flush=True)

def slow_function():
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
