# WRONG first=quiet: a task in the background logs the load, its exception is never looked at
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

async def load():
    return [][0]

async def supervisor():
    spinner = asyncio.create_task(spin('monitored'))
    print('spinner object:', spinner)
    logger = asyncio.create_task(load())
    result = await slow_function()
    spinner.cancel()
    logger.cancel()
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
