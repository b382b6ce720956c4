# WRONG first=frames: the sleep stands outside of the inner loop, only the last character lasts
import asyncio
import itertools
import sys


async def spin(msg):
    try:
        while True:
            for char in '|/-\\':
                sys.stdout.write('\r' + char + ' ' + msg)
                sys.stdout.flush()
            await asyncio.sleep(.1)
    finally:
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    task = asyncio.create_task(spin('please wait'))
    print('spinner object:', task)
    result = await slow_function()
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass
    return result


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
