# WRONG first=cancelled: a TaskGroup waits for the spinner for ever, cancel stands behind it
import asyncio
import itertools
import sys

async def spin(msg):
    try:
        for c in itertools.cycle('|/-\\'):
            sys.stdout.write(f'\r{c} {msg}')
            sys.stdout.flush()
            await asyncio.sleep(0.1)
    finally:
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    async with asyncio.TaskGroup() as tg:
        spinner = tg.create_task(spin('group'))
        print('spinner object:', spinner)
        result = await slow_function()
    spinner.cancel()
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
