# RIGHT: an async context manager starts the spinner and ends it
import asyncio
import contextlib
import itertools
import sys


async def spin(msg):
    try:
        for char in itertools.cycle('|/-\\'):
            sys.stdout.write(f'\r{char} {msg}')
            sys.stdout.flush()
            await asyncio.sleep(.1)
    finally:
        sys.stdout.write('\r' + ' ' * 79 + '\r')
        sys.stdout.flush()


@contextlib.asynccontextmanager
async def spinning(msg):
    task = asyncio.create_task(spin(msg), name='spinner')
    print('spinner object:', task)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    async with spinning('thinking!'):
        return await slow_function()


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
