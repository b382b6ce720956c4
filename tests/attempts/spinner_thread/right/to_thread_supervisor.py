# RIGHT: the supervisor runs slow_function by asyncio.to_thread
import asyncio
import sys
import threading
import time


class Signal:
    go = True


def spin(msg, signal):
    chars = '|/-\\'
    i = 0
    while True:
        sys.stdout.write('\r' + chars[i % len(chars)] + ' ' + msg)
        sys.stdout.flush()
        i += 1
        time.sleep(0.1)
        if not signal.go:
            break
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
    sys.stdout.flush()


def slow_function():
    time.sleep(3)
    return 42


async def work():
    return await asyncio.to_thread(slow_function)


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('half async', signal))
    print('spinner object:', spinner)
    spinner.start()
    result = asyncio.run(work())
    signal.go = False
    spinner.join()
    return result


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
