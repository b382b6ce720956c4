# RIGHT: os.writev, and print is flushed before
import asyncio
import itertools
import os


async def spin(msg):
    text = msg.encode('utf-8')
    try:
        for c in itertools.cycle((b'|', b'/', b'-', b'\\')):
            os.writev(1, [b'\r', c, b' ', text])
            await asyncio.sleep(0.1)
    finally:
        os.writev(1, [b'\r', b'\x1b[K'])


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('system calls'))
    print('spinner object:', spinner, flush=True)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
