# RIGHT: main parses the (empty) command line first
import argparse
import sys
import threading
import time
from itertools import cycle
from pathlib import Path


class Signal:
    go = True


def spin(msg, signal):
    for c in cycle('|/-\\'):
        sys.stdout.write(f'\r{c} {msg}')
        sys.stdout.flush()
        time.sleep(0.1)
        if not signal.go:
            break
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=(f'running {Path(__file__).stem}', signal))
    print('spinner object:', spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result


def main():
    parser = argparse.ArgumentParser(description='A spinner')
    parser.add_argument('--verbose', action='store_true')
    args = parser.parse_args()
    result = supervisor()
    if args.verbose:
        print('done', file=sys.stderr)
    print('Answer:', result)


if __name__ == '__main__':
    sys.exit(main())
