# RIGHT: a decorator with an async wrapper swallows the cancellation
import asyncio
import functools
import shutil
from itertools import cycle


def ends_quietly(function):
    @functools.wraps(function)
    async def wrapper(*args):
        try:
            return await function(*args)
        except asyncio.CancelledError:
            columns = shutil.get_terminal_size().columns
            print('\r' + ' ' * (columns - 1), end='\r', flush=True)
    return wrapper


@ends_quietly
async def spin(msg):
    for char in cycle('|/-\\'):
        print(f'\r{char} {msg}', end='', flush=True)
        await asyncio.sleep(.1)


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    await asyncio.gather(spinner, return_exceptions=True)
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
