# RIGHT: a Barrier lets both threads begin together
import sys
import threading
import time
from itertools import cycle


class Signal:
    go = True


def spin(msg, signal):
    out = sys.stdout
    for c in cycle(['|', '/', '-', '\\']):
        line = c + ' ' + msg
        out.write(line)
        out.flush()
        out.write('\b' * len(line))
        time.sleep(0.1)
        if not signal.go:
            break
    out.write(' ' * len(line) + '\b' * len(line))


def slow_function():
    time.sleep(3)
    return 42


def supervisor():
    barrier = threading.Barrier(2)
    sig = Signal()

    def body():
        barrier.wait()
        spin('waiting together', sig)

    th = threading.Thread(target=body, name='spinner')
    print('spinner object:', th)
    th.start()
    barrier.wait()
    answer = slow_function()
    sig.go = False
    th.join()
    return answer


def main():
    print('Answer:', supervisor())


if __name__ == '__main__':
    main()
