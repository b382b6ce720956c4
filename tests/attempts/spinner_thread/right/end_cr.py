# RIGHT: print(char, msg, end='\r') leaves the cursor in column 0 after each frame
import threading
import time

class Signal:
    go = True

def spin(msg, signal):
    signs = ['|', '/', '-', '\\']
    n = 0
    while True:
        print(signs[n % len(signs)], msg, end='\r', flush=True)
        n += 1
        time.sleep(.1)
        if signal.go == False:
            break
    print(' ' * (2 + len(msg)), end='\r')

def slow_function():
    time.sleep(3)   # I/O 작업을 하는 척
    return 42

def supervisor():
    s = Signal()
    t = threading.Thread(None, spin, 'spinner', ('please wait', s))
    print('spinner object:', t)
    t.start()
    answer = slow_function()
    s.go = False
    t.join()
    return answer

def main():
    answer = supervisor()
    print('Answer:', answer)

if __name__ == '__main__':
    main()
