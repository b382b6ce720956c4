# WRONG first=frames: TypeError in spin, a string is no iterator
import sys
import threading
import time

class Signal:
    def __init__(self):
        self.go = True

def spin(msg, signal):
    chars = '|/-\\'
    while signal.go:
        sys.stdout.write('\r' + next(chars) + ' ' + msg)
        sys.stdout.flush()
        time.sleep(0.1)
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
