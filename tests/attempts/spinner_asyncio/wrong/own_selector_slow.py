# WRONG first=yields: slow_function waits with a selector of its own for three seconds
import asyncio
import itertools
import selectors
import sys

async def spin(msg):
    try:
        for c in itertools.cycle('|/-\\'):
            sys.stdout.write('\r' + c + ' ' + msg)
            sys.stdout.flush()
            await asyncio.sleep(0.1)
    finally:
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')

async def slow_function():
    selectors.DefaultSelector().select(3)
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin('select'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
