# WRONG first=cancel: sys.stdout.flsh in the finally, nobody awaits and so nobody sees it
import asyncio
import itertools
import sys

async def spin(msg):
    width = len(msg) + 2
    try:
        for c in itertools.cycle('|/-\\'):
            sys.stdout.write(f'\r{c} {msg}')
            sys.stdout.flush()
            await asyncio.sleep(0.1)
    finally:
        sys.stdout.write(f'\r{" " * width}\r')
        sys.stdout.flsh()

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin('typo'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
