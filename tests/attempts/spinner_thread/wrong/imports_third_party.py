# WRONG first=broken: needs a package from PyPI
import threading
import time

from yaspin import yaspin

class Signal:
    def __init__(self):
        self.go = True

def spin(msg, signal):
    with yaspin(text=msg):
        while signal.go:
            time.sleep(0.1)

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
