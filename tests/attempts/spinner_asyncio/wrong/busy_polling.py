# WRONG first=pace: polls the clock with sleep(0) and keeps the processor busy
import asyncio
import itertools
import sys
import time


async def spin(msg):
    chars = '|/-\\'
    i = 0
    try:
        while True:
            sys.stdout.write('\r' + chars[i % 4] + ' ' + msg)
            sys.stdout.flush()
            i += 1
            end = time.monotonic() + 0.1
            while time.monotonic() < end:
                await asyncio.sleep(0)
    except asyncio.CancelledError:
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
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
