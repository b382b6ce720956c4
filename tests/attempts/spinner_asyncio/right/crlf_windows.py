# RIGHT: the usual program, saved with Windows line endings
import asyncio
import itertools
import sys


async def spin(msg):
    """Rotate a bar
    until somebody cancels it."""
    for char in itertools.cycle('|/-\\'):
        status = char + ' ' + msg
        sys.stdout.write('\r' + status)
        sys.stdout.flush()
        try:
            await asyncio.sleep(0.1)
        except asyncio.CancelledError:
            break
    sys.stdout.write('\r' + ' ' * len(status) + '\r')


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
