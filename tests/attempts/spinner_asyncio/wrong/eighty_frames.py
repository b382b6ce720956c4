# WRONG first=frames: eighty frames, enough for its own three seconds
import asyncio
import sys

async def spin(msg):
    n = len(msg) + 2
    try:
        for char in '|/-\\' * 20:
            sys.stdout.write(char + ' ' + msg + '\r')
            sys.stdout.flush()
            await asyncio.sleep(0.1)
    finally:
        sys.stdout.write(' ' * n + '\r')
        sys.stdout.flush()

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin('eight seconds'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
