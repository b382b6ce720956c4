# WRONG first=answer: double-width message, wiped by len with carriage returns in front, answer covers nearly all
import asyncio
import itertools
import sys

async def spin(msg):
    write, flush = sys.stdout.write, sys.stdout.flush
    for char in itertools.cycle('|/-\\'):
        status = char + ' ' + msg
        write(status)
        flush()
        write('\r')
        try:
            await asyncio.sleep(.1)
        except asyncio.CancelledError:
            break
    print("\r" + " " * len(status), end="\r", flush=True)

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin('생각 중!!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
