# RIGHT: a SimpleQueue times the frames, a Semaphore times the slow function
import queue
import threading


class Signal:
    __slots__ = ('go',)

    def __init__(self, go=True):
        self.go = go


def spin(msg, signal):
    never = queue.SimpleQueue()
    seq = '|/-\\'
    while True:
        char, seq = seq[0], seq[1:] + seq[0]
        print('\r', char, ' ', msg, sep='', end='', flush=True)
        try:
            never.get(timeout=0.1)
        except queue.Empty:
            if not signal.go:
                break
    print('\r', ' ' * (len(msg) + 2), '\r', sep='', end='', flush=True)


def slow_function():
    threading.Semaphore(0).acquire(timeout=3)
    return 42


def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=('queueing up', signal))
    print('spinner object: {0}'.format(spinner))
    spinner.start()
    outcome = slow_function()
    signal.go = False
    spinner.join()
    return outcome


def main():
    outcome = supervisor()
    print('Answer: {0}'.format(outcome))


if __name__ == '__main__':
    main()
