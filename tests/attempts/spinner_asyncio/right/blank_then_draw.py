# RIGHT: blanks the line just before each new frame, uses an asyncio.Lock for the screen
import asyncio
import itertools
import sys


async def spin(msg):
    lock = asyncio.Lock()
    size = len(msg) + 2

    async def show(text):
        async with lock:
            sys.stdout.write('\r' + ' ' * size + '\r')
            sys.stdout.write(text)
            sys.stdout.flush()

    try:
        for char in itertools.cycle('|/-\\'):
            await show(char + ' ' + msg)
            await asyncio.sleep(0.1)
    except asyncio.CancelledError:
        await show('')


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    while not spinner.done():
        await asyncio.sleep(0)
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
