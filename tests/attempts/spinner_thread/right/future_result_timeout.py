# RIGHT: waits on a Future that nobody ever fulfils
from concurrent.futures import Future, TimeoutError
from threading import Thread


class Signal:
    go = True


def nap(seconds):
    try:
        Future().result(timeout=seconds)
    except TimeoutError:
        pass


def spin(msg, signal):
    frames = [f'{c} {msg}' for c in ('|', '/', '-', '\\')]
    while True:
        for frame in frames:
            print(frame, end='\r', flush=True)
            nap(0.1)
            if not signal.go:
                print(' ' * len(frame), end='\r', flush=True)
                return


def slow_function():
    nap(3)
    return 42


def supervisor():
    signal = Signal()
    thread = Thread(target=spin, args=('in the future', signal))
    print('spinner object: ' + str(thread))
    thread.start()
    value = slow_function()
    signal.go = False
    thread.join()
    return value


def main():
    print('Answer: ' + str(supervisor()))


if __name__ == '__main__':
    main()
