# RIGHT: indented with tabs, a helper class knows the frames, the guard on one line
import asyncio, sys

class Spinner:
	FRAMES = ("|", "/", "-", "\\")

	def __init__(self, msg):
		self.msg = msg
		self.turn = 0

	def frame(self):
		char = self.FRAMES[self.turn % 4]
		self.turn += 1
		return char + " " + self.msg

	def wipe(self):
		return "\r" + " " * (len(self.msg) + 2) + "\r"

async def spin(msg):
	s = Spinner(msg)
	try:
		while 1:
			sys.stdout.write("\r" + s.frame())   # a \r in the text flushes a terminal
			await asyncio.sleep(0.1)
	finally:
		sys.stdout.write(s.wipe())

async def slow_function():
	await asyncio.sleep(3)
	return 42

async def supervisor():
	t = asyncio.create_task(spin("computing..."))
	print("spinner object: " + str(t))
	r = await slow_function()
	t.cancel()
	return r

def main():
	print("Answer: %d" % asyncio.run(supervisor()))

if __name__ == "__main__": main()
