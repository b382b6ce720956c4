# WRONG first=pace: a pause of 0.3 s after each full turn
import sys
import threading
import time


class Signal:
    def __init__(self):
        self.go = True


def spin(msg, signal):
    turning = True
    while turning:
        for c in '|/-\\':
            sys.stdout.write('\r' + c + ' ' + msg)
            sys.stdout.flush()
            time.sleep(0.1)
            turning = signal.go
            if not turning:
                break
        else:
            time.sleep(0.3)
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('heartbeat', signal))
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
