# WRONG first=frames: never goes back, the frames run along the line
import asyncio
import itertools
import sys


async def spin(msg):
    for char in itertools.cycle('|/-\\'):
        status = char + ' ' + msg
        sys.stdout.write(status)
        sys.stdout.flush()
        try:
            await asyncio.sleep(.1)
        except asyncio.CancelledError:
            break
    sys.stdout.write('\x08' * len(status))
    sys.stdout.write(' ' * len(status))
    sys.stdout.write('\x08' * len(status))


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
