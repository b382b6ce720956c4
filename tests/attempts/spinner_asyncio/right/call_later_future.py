# RIGHT: waits for a Future that loop.call_later fills in
import asyncio
import itertools
import sys


def fill(future, value):
    if not future.done():
        future.set_result(value)


async def pause(seconds, value=None):
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    timer = loop.call_later(seconds, fill, future, value)
    try:
        return await future
    finally:
        timer.cancel()


async def spin(msg):
    n = len(msg) + 2
    for char in itertools.cycle('|/-\\'):
        sys.stdout.write(char + ' ' + msg)
        sys.stdout.flush()
        sys.stdout.write('\x08' * n)
        try:
            await pause(.1)
        except asyncio.CancelledError:
            break
    sys.stdout.write(' ' * n + '\x08' * n)


async def slow_function():
    return await pause(3, 42)


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    try:
        await spinner
    except asyncio.CancelledError:
        pass  # cancelled before it began
    return result


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
