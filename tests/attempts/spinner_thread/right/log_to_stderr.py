# RIGHT: logs to standard error, which nobody judges
import itertools
import logging
import sys
import threading
import time

log = logging.getLogger(__name__)


class Signal:
    go = True


def spin(msg, signal):
    log.warning('spinner starts')
    for char in itertools.cycle('|/-\\'):
        sys.stdout.write('\r' + char + ' ' + msg)
        sys.stdout.flush()
        time.sleep(.1)
        if not signal.go:
            break
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
    log.warning('spinner ends')


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    start = time.perf_counter()
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('thinking!', signal))
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    print('took', time.perf_counter() - start, file=sys.stderr)
    return result


def main():
    result = supervisor()
    print('Answer:', result)


if __name__ == '__main__':
    main()
