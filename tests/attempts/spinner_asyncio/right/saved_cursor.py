# RIGHT: saves the cursor before each frame and restores it after
import asyncio
import itertools
import sys


async def spin(msg):
    out = sys.stdout
    try:
        for char in itertools.cycle('|/-\\'):
            out.write('\x1b7' + char + ' ' + msg + '\x1b8')
            out.flush()
            await asyncio.sleep(.1)
    finally:
        out.write('\x1b7' + ' ' * (2 + len(msg)) + '\x1b8')
        out.flush()


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
