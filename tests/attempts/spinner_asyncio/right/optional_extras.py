# RIGHT: takes uvloop and colorama where they are installed, Windows gets its own policy
import asyncio
import itertools
import os
import sys

try:
    import uvloop
except ImportError:
    uvloop = None

try:
    import colorama
    colorama.init()
except ImportError:
    pass

if os.name == 'nt':
    os.system('')
    asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())


async def spin(msg):
    try:
        for char in itertools.cycle('|/-\\'):
            print(f'\r{char} {msg}', end='', flush=True)
            await asyncio.sleep(0.1)
    finally:
        print('\r' + ' ' * (len(msg) + 2), end='\r', flush=True)


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('portable'))
    print('spinner object:', spinner)
    try:
        return await slow_function()
    finally:
        spinner.cancel()


def main():
    if uvloop is not None:
        uvloop.install()
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
