# WRONG first=broken: the functions are indented into the class
import itertools
import sys
import threading
import time


class Signal:
    go = True

    def spin(msg, signal):
        for char in itertools.cycle("|/-\\"):
            sys.stdout.write(f"\r{char} {msg}")
            sys.stdout.flush()
            time.sleep(0.1)
            if not signal.go:
                break
        sys.stdout.write("\r" + " " * (len(msg) + 2) + "\r")

    def slow_function():
        time.sleep(3)
        return 42

    def supervisor():
        signal = Signal()
        spinner = threading.Thread(target=Signal.spin, args=("thinking!", signal))
        print("spinner object:", spinner)
        spinner.start()
        result = Signal.slow_function()
        signal.go = False
        spinner.join()
        return result


def main():
    print("Answer:", Signal.supervisor())


if __name__ == "__main__":
    main()
