# WRONG first=cancel: break leaves the loop of the short sleeps only
import asyncio
import itertools
import sys


async def spin(msg):
    for char in itertools.cycle('|/-\\'):
        status = char + ' ' + msg
        sys.stdout.write('\r' + status)
        sys.stdout.flush()
        for _ in range(10):
            try:
                await asyncio.sleep(0.01)
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
