# WRONG first=announce: takes its lock twice before it announces anything, hangs for ever
import sys
import threading
import time

lock = threading.Lock()

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
    lock.acquire()
    sig = Signal()
    with lock:
        th = threading.Thread(target=spin, args=('loading...', sig))
        print('spinner object:', th)
    lock.release()
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
