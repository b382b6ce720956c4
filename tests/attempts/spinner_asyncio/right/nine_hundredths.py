# RIGHT: 0.09 s is within the tolerance, slow_function takes 3.05 s
import asyncio
import itertools
import sys


async def spin(msg):
    try:
        for c in itertools.cycle(['|', '/', '-', '\\']):
            sys.stdout.write(f'{c} {msg}\r')
            sys.stdout.flush()
            await asyncio.sleep(0.09)
    except asyncio.CancelledError:
        sys.stdout.write(f'{"":{len(msg) + 2}}\r')
        sys.stdout.flush()


async def slow_function():
    await asyncio.sleep(3.05)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('a bit faster'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
