# WRONG first=cleanup: len(msg) + 1 blanks, the last letter stays
import sys, time, threading

class Signal:
    go = True

def spin(msg, signal):
    bars = "|/-\\"
    pos = 0
    total = len(msg) + 1
    while True:
        sys.stdout.write("\r%s %s" % (bars[pos], msg))
        sys.stdout.flush()
        pos = (pos + 1) % len(bars)
        time.sleep(0.1)
        if signal.go == False:
            break
    sys.stdout.write("\r" + " " * total + "\r")
    sys.stdout.flush()

def slow_function():
    time.sleep(3)
    return 42

def supervisor():
    signal = Signal()
    spinner = threading.Thread(target=spin, args=("loading", signal))
    print("spinner object:", spinner)
    spinner.start()
    result = slow_function()
    signal.go = False
    spinner.join()
    return result

def main():
    print("Answer:", supervisor())

if __name__ == "__main__":
    main()
