# RIGHT: cursor moves by ESC [nD and ESC [G, whole line erased by ESC [2K
import sys
import threading
import time


class Signal:
    go = True


def spin(msg, signal):
    out = sys.stdout
    i = 0
    while signal.go:
        text = '|/-\\'[i] + ' ' + msg
        out.write(text)
        out.flush()
        out.write(f'\x1b[{len(text)}D')
        i = (i + 1) % 4
        time.sleep(.1)
    out.write('\x1b[2K\x1b[G')


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    sig = Signal()
    spinner = threading.Thread(target=spin, args=['busy', sig])
    print('spinner object:', repr(spinner))
    spinner.start()
    try:
        return slow_function()
    finally:
        sig.go = False
        spinner.join()


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
