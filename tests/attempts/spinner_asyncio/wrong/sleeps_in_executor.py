# WRONG first=concurrent: spin sleeps in a thread of the executor
import asyncio
import itertools
import sys
import time


async def spin(msg):
    chars = '|/-\\'
    i = 0
    try:
        while True:
            sys.stdout.write('\r' + chars[i % 4] + ' ' + msg)
            sys.stdout.flush()
            i += 1
            await asyncio.to_thread(time.sleep, 0.1)
    except asyncio.CancelledError:
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
        sys.stdout.flush()
        raise


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    task = asyncio.create_task(spin('please wait'))
    print('spinner object:', task)
    result = await slow_function()
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass
    return result


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
