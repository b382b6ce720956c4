# WRONG first=yields: a selector of its own waits for a tenth of a second
import asyncio
import itertools
import selectors
import sys

async def spin(msg):
    poller = selectors.DefaultSelector()
    try:
        for c in itertools.cycle('|/-\\'):
            sys.stdout.write('\r' + c + ' ' + msg)
            sys.stdout.flush()
            poller.select(0.1)
            await asyncio.sleep(0)
    finally:
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin('poll'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
