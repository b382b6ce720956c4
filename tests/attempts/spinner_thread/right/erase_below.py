# RIGHT: ESC [J erases from the cursor to the end of the screen
import sys, time, threading

class Signal:
  go = True

def spin(msg, signal):
  i = -1
  while True:
    i += 1
    sys.stdout.write('\r\x1b[J' + '|/-\\'[i & 3] + ' ' + msg)
    sys.stdout.flush()
    time.sleep(0.1)
    if signal.go: continue
    sys.stdout.write('\r\x1b[J')
    sys.stdout.flush()
    return

def slow_function():
  time.sleep(3)
  return 42

def supervisor():
  signal = Signal()
  spinner = threading.Thread(target=spin, args=('two blanks a level', signal))
  print('spinner object:', spinner)
  spinner.start()
  result = slow_function()
  signal.go = False
  spinner.join()
  return result

def main():
  print('Answer:', supervisor())

if __name__ == '__main__':
  main()
