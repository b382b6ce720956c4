# WRONG first=cleanup: twelve blanks, enough for its own message only
import asyncio
import itertools
import sys


async def spin(msg):
    chars = '|/-\\'
    i = 0
    try:
        while True:
            sys.stdout.write('\r' + chars[i % 4] + ' ' + msg)
            sys.stdout.flush()
            i += 1
            await asyncio.sleep(0.1)
    except asyncio.CancelledError:
        sys.stdout.write('\r' + ' ' * 12 + '\r')
        sys.stdout.flush()
        raise


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
