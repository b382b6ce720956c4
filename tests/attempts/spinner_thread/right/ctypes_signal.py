# RIGHT: Signal is a ctypes structure with a bool
import ctypes
import sys
import threading
import time


class Signal(ctypes.Structure):
    _fields_ = [('go', ctypes.c_bool)]

    def __init__(self):
        super().__init__(True)


def spin(msg, signal):
    p = 0
    buf = bytearray(b'\r? ' + msg.encode())
    while True:
        buf[1] = b'|/-\\'[p]
        sys.stdout.buffer.write(buf)
        sys.stdout.buffer.flush()
        p = (p + 1) % 4
        time.sleep(0.1)
        if not signal.go:
            break
    sys.stdout.buffer.write(b'\r' + b' ' * (len(msg) + 2) + b'\r')
    sys.stdout.buffer.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('struct signal', signal))
    print('spinner object: %s' % (spinner,))
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main():
    print('Answer: %d' % supervisor())


if __name__ == '__main__':
    main()
