# RIGHT: the wiping is a coroutine of its own, shielded, with a turn of the loop in it
import asyncio
import itertools
import sys


async def draw(text):
    sys.stdout.write('\r' + text)
    sys.stdout.flush()
    await asyncio.sleep(0)


async def wipe(width):
    await asyncio.sleep(0)
    sys.stdout.write('\r' + ' ' * width + '\r')
    sys.stdout.flush()


async def spin(msg):
    try:
        for char in itertools.cycle('|/-\\'):
            await draw(char + ' ' + msg)
            await asyncio.sleep(0.1)
    finally:
        await asyncio.shield(wipe(len(msg) + 2))


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('shielded'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    try:
        await spinner
    except asyncio.CancelledError:
        pass
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
