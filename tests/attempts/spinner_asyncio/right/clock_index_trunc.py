# RIGHT: the index is int(elapsed * 10), a hair is added against rounding, loop.time
import asyncio
import sys


async def spin(msg):
    now = asyncio.get_running_loop().time
    born = now()
    try:
        while True:
            i = int((now() - born + 0.001) / 0.1) % 4
            sys.stdout.write('\r' + '|/-\\'[i] + ' ' + msg)
            sys.stdout.flush()
            await asyncio.sleep(0.1)
    finally:
        sys.stdout.write('\r\x1b[0K')
        sys.stdout.flush()


async def slow_function():
    loop = asyncio.get_running_loop()
    end = loop.time() + 3
    while loop.time() < end:
        await asyncio.sleep(0.05)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('tick tock'))
    print('spinner object:', spinner)
    try:
        return await slow_function()
    finally:
        spinner.cancel()
        await asyncio.wait([spinner])


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
