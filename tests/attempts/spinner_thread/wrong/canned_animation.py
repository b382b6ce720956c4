# WRONG first=concurrent: thirty frames drawn by the supervisor, no thread and no slow_function
import sys
import threading
import time

class Signal:
    def __init__(self):
        self.go = True

def spin(msg, signal):
    chars = '|/-\\'
    i = 0
    while signal.go:
        sys.stdout.write('\r' + chars[i % 4] + ' ' + msg)
        sys.stdout.flush()
        i = i + 1
        time.sleep(0.1)
    sys.stdout.write('\r\x1b[K')
    sys.stdout.flush()

def slow_function():
    time.sleep(3)
    return 42

def supervisor():
    th = threading.Thread(target=spin, args=('loading...', Signal()))
    print('spinner object:', th)
    for n in range(30):
        sys.stdout.write('\r' + '|/-\\'[n % 4] + ' loading...')
        sys.stdout.flush()
        time.sleep(0.1)
    sys.stdout.write('\r\x1b[K')
    sys.stdout.flush()
    return 42

def main():
    r = supervisor()
    print('Answer:', r)

if __name__ == '__main__':
    main()
