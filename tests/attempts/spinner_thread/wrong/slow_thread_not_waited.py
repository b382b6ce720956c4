# WRONG first=concurrent: slow_function in a second thread that nobody waits for
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
    sig = Signal()
    box = []
    th = threading.Thread(target=spin, args=('loading...', sig))
    worker = threading.Thread(target=lambda: box.append(slow_function()))
    print('spinner object:', th)
    th.start()
    worker.start()
    sig.go = False
    th.join()
    return box[0] if box else None

def main():
    r = supervisor()
    print('Answer:', r)

if __name__ == '__main__':
    main()
