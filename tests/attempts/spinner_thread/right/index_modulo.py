# RIGHT: counts the frames and takes the character by index, indented with tabs
import sys
import threading
import time

CHARS = "|/-\\"

class Signal:
	go = True

def spin(msg, signal):
	i = 0
	while True:
		status = CHARS[i % 4] + " " + msg
		sys.stdout.write(status)
		sys.stdout.flush()
		sys.stdout.write("\b" * len(status))
		time.sleep(0.1)
		i += 1
		if not signal.go:
			break
	sys.stdout.write(" " * len(status))
	sys.stdout.write("\b" * len(status))

def slow_function():
	time.sleep(3)
	return 42

def supervisor():
	signal = Signal()
	spinner = threading.Thread(target=spin, args=("thinking!", signal))
	print("spinner object:", spinner)
	spinner.start()
	result = slow_function()
	signal.go = False
	spinner.join()
	return result

def main():
	result = supervisor()
	print("Answer:", result)

if __name__ == "__main__":
	main()
