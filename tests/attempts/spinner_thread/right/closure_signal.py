# RIGHT: a function inside supervisor closes over the signal
import itertools
import sys
import threading
import time


class Signal:
    go = True


def spin(msg, signal):
    for char in itertools.cycle('|/-\\'):
        status = '{} {}'.format(char, msg)
        sys.stdout.write(status)
        sys.stdout.flush()
        sys.stdout.write('\x08' * len(status))
        time.sleep(.1)
        if not signal.go:
            break
    sys.stdout.write(' ' * len(status) + '\x08' * len(status))


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()

    def background():
        spin('hold on...', signal)

    def finish():
        signal.go = False
        spinner.join()

    spinner = threading.Thread(target=background)
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    finish()
    return result


def main():
    result = supervisor()
    print('Answer:', result)


if __name__ == '__main__':
    main()
