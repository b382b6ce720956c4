# RIGHT: a daemon thread, joined all the same
import itertools, sys, threading, time

class Signal: go = True

def spin(msg, signal):
    n = len(msg) + 2
    for ch in itertools.cycle('|/-\\'):
        sys.stdout.write('\r' + ch + ' ' + msg); sys.stdout.flush()
        time.sleep(.1)
        if not signal.go: break
    sys.stdout.write('\r' + n*' ' + n*'\x08'); sys.stdout.flush()

def slow_function():
    time.sleep(3)
    return 42

def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('thinking!', signal), daemon=True)
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result

def main():
    print('Answer:', supervisor())

if __name__ == '__main__': main()
