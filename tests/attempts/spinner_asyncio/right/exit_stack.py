# RIGHT: an AsyncExitStack erases the line and shows the cursor, the bar is a deque that rotates
import asyncio
import collections
import contextlib
import sys


def put(text):
    sys.stdout.write(text)
    sys.stdout.flush()


async def spin(msg):
    bar = collections.deque('|/-\\')
    with contextlib.ExitStack() as stack:
        put('\x1b[?25l')
        stack.callback(put, '\x1b[?25h')
        stack.callback(put, '\r' + ' ' * len('| ' + msg) + '\r')
        while True:
            put('\r' + bar[0] + ' ' + msg)
            bar.rotate(-1)
            await asyncio.sleep(.1)


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    async with contextlib.AsyncExitStack() as stack:
        spinner = asyncio.create_task(spin('thinking!'))
        stack.push_async_callback(asyncio.wait, [spinner])
        stack.callback(spinner.cancel)
        print('spinner object:', spinner)
        return await slow_function()


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
