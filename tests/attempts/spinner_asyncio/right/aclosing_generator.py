# RIGHT: an async generator owns the drawing and the wiping, aclosing ends it
import asyncio
import itertools
import sys
from contextlib import aclosing


async def frames(message):
    try:
        for c in itertools.cycle('|/-\\'):
            sys.stdout.write(f'\r{c} {message}')
            sys.stdout.flush()
            yield c
    finally:
        sys.stdout.write('\r' + ' ' * (len(message) + 2) + '\r')
        sys.stdout.flush()


async def spin(msg):
    async with aclosing(frames(msg)) as running:
        async for _ in running:
            await asyncio.sleep(0.1)


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('generated'))
    print('spinner object:', spinner)
    value = await slow_function()
    spinner.cancel()
    try:
        await spinner
    except asyncio.CancelledError:
        pass
    return value


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
