# RIGHT: writes bytes to sys.stdout.buffer and flushes it
import asyncio
import itertools
import sys


async def spin(msg):
    raw = sys.stdout.buffer
    for char in itertools.cycle(b'|/-\\'):
        status = bytes([char]) + b' ' + msg.encode()
        raw.write(b'\r' + status)
        raw.flush()
        try:
            await asyncio.sleep(.1)
        except asyncio.CancelledError:
            raw.write(b'\r' + b' ' * (len(msg) + 2) + b'\r')
            raw.flush()
            raise


async def slow_function():
    return await asyncio.sleep(3, 42)


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    await asyncio.gather(spinner, return_exceptions=True)
    return result


def main():
    answer = asyncio.run(supervisor())
    print('Answer:', answer)


if __name__ == '__main__':
    main()
