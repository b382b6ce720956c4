# RIGHT: old habits: __future__ imports, percent formatting, daemon set afterwards
from __future__ import division, print_function, unicode_literals

import sys
import time
import itertools
import threading


class Signal(object):
    go = True


def spin(msg, signal):
    write, flush = sys.stdout.write, sys.stdout.flush
    for c in itertools.cycle(['|', '/', '-', '\\']):
        status = '%s %s' % (c, msg)
        write(status)
        flush()
        write(chr(8) * len(status))
        time.sleep(0.1)
        if not signal.go:
            break
    write(' ' * len(status) + chr(8) * len(status))


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('thinking!', signal))
    spinner.daemon = True
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main():
    result = supervisor()
    print('Answer: %s' % (result,))


if __name__ == '__main__':
    main()
