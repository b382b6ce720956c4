# RIGHT: cleans cell by cell and gives the loop a turn after each
import asyncio
import itertools
import sys


async def spin(msg):
    n = len(msg) + 2
    try:
        for char in itertools.cycle('|/-\\'):
            sys.stdout.write('\r' + char + ' ' + msg)
            sys.stdout.flush()
            await asyncio.sleep(0.1)
    except asyncio.CancelledError:
        sys.stdout.write('\r')
        for _ in range(n):
            sys.stdout.write(' ')
            await asyncio.sleep(0)
        sys.stdout.write('\r')
        sys.stdout.flush()


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('piecemeal'))
    print('spinner object:', spinner)
    try:
        result = await slow_function()
    finally:
        spinner.cancel()
        await asyncio.wait([spinner])
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
