# RIGHT: Java style, all in a class, the module's names point at its static methods
import sys
import threading
import time


class Signal:
    def __init__(self):
        self.__go = True

    def getGo(self):
        return self.__go

    def setGo(self, value):
        self.__go = value

    go = property(getGo, setGo)


class SpinnerApplication:
    CHARACTERS = ["|", "/", "-", "\\"]
    INTERVAL_MILLIS = 100

    @staticmethod
    def spin(msg, signal):
        index = 0
        done = False
        while not done:
            status = SpinnerApplication.CHARACTERS[index % len(SpinnerApplication.CHARACTERS)] + " " + msg
            sys.stdout.write(status)
            sys.stdout.flush()
            sys.stdout.write("\b" * len(status))
            time.sleep(SpinnerApplication.INTERVAL_MILLIS / 1000)
            index += 1
            done = not signal.getGo() if isinstance(signal, Signal) else not signal.go
        sys.stdout.write(" " * len(status))
        sys.stdout.write("\b" * len(status))
        sys.stdout.flush()

    @staticmethod
    def slowFunction():
        time.sleep(3000 / 1000)
        return 42

    @staticmethod
    def supervise():
        signal = Signal()
        spinner = threading.Thread(target=spin, args=("thinking!", signal))
        print("spinner object: " + repr(spinner))
        spinner.start()
        result = slow_function()
        signal.setGo(False)
        spinner.join()
        return result

    @staticmethod
    def main():
        print("Answer: " + str(supervisor()))


spin = SpinnerApplication.spin
slow_function = SpinnerApplication.slowFunction
supervisor = SpinnerApplication.supervise
main = SpinnerApplication.main

if __name__ == "__main__":
    main()
