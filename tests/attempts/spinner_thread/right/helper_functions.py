# RIGHT: split into many small helpers, main at the top of the file
import sys
import threading
import time


def main():
    show_answer(supervisor())


def show_answer(value):
    sys.stdout.write('Answer: ' + str(value) + '\n')


def supervisor():
    signal = Signal()
    spinner = make_spinner(signal)
    announce(spinner)
    spinner.start()
    result = slow_function()
    stop(spinner, signal)
    return result


def make_spinner(signal):
    return threading.Thread(target=spin, args=('thinking!', signal))


def announce(spinner):
    print('spinner object:', spinner)


def stop(spinner, signal):
    signal.go = False
    spinner.join()


def slow_function():
    time.sleep(3)
    return 42


def spin(msg, signal):
    number = 0
    while True:
        draw(number, msg)
        number += 1
        time.sleep(.1)
        if not signal.go:
            wipe(msg)
            return


def draw(number, msg):
    emit(frame(number, msg))
    sys.stdout.write('\b' * len(frame(number, msg)))


def wipe(msg):
    emit(' ' * len(frame(0, msg)) + '\b' * len(frame(0, msg)))


def frame(number, msg):
    return '|/-\\'[number % 4] + ' ' + msg


def emit(text):
    sys.stdout.write(text)
    sys.stdout.flush()


class Signal:
    go = True


if __name__ == '__main__':
    main()
