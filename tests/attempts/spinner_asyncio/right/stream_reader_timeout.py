# RIGHT: reads from a StreamReader that never gets data, wait_for ends the wait
import asyncio
import itertools
import sys


async def spin(msg):
    reader = asyncio.StreamReader()
    bar = itertools.cycle('|/-\\')
    try:
        while True:
            sys.stdout.write(f'\r{next(bar)} {msg}')
            sys.stdout.flush()
            try:
                await asyncio.wait_for(reader.read(1), 0.1)
            except asyncio.TimeoutError:
                pass
    finally:
        sys.stdout.write('\r' + (' ' * (len(msg) + 2)) + '\r')
        sys.stdout.flush()


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('reading'))
    print('spinner object:', spinner)
    r = await slow_function()
    spinner.cancel()
    return r


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
