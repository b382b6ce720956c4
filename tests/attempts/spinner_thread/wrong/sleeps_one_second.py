# WRONG first=pace: sleeps 1 s after each frame
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
        time.sleep(1)
    sys.stdout.write('\r\x1b[K')
    sys.stdout.flush()

def slow_function():
    time.sleep(3)
    return 42

def supervisor():
    sig = Signal()
    th = threading.Thread(target=spin, args=('loading...', sig))
    print('spinner object:', th)
    th.start()
    r = slow_function()
    sig.go = False
    th.join()
    return r

def main():
    r = supervisor()
    print('Answer:', r)

if __name__ == '__main__':
    main()
