# WRONG first=pace: sleep(0.05), copied from a game
import sys, threading, time

class Signal:
    def __init__(self): self.go = True

def spin(msg, signal):
    frame = 0
    clock = 1 / 20
    while signal.go:
        sys.stdout.write('\r' + "|/-\\"[frame % 4] + ' ' + msg); sys.stdout.flush()
        frame += 1
        time.sleep(clock)
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r'); sys.stdout.flush()

def slow_function():
    time.sleep(3); return 42

def supervisor():
    signal = Signal()
    t = threading.Thread(target=spin, args=('20 fps', signal))
    print('spinner object:', t)
    t.start()
    result = slow_function()
    signal.go = False
    t.join()
    return result

def main():
    print('Answer:', supervisor())

if __name__ == '__main__':
    main()
