# WRONG first=visible also=slow_function: flushes after the sleep, and slow_function returns nothing
import asyncio
import itertools
import sys


async def spin(msg):
    status = ''
    try:
        for char in itertools.cycle('|/-\\'):
            status = char + ' ' + msg
            sys.stdout.write(status)
            sys.stdout.write('\b' * len(status))
            await asyncio.sleep(.1)
            sys.stdout.flush()
    finally:
        sys.stdout.write(' ' * len(status) + '\b' * len(status))
        sys.stdout.flush()


async def slow_function():
    await asyncio.sleep(3)


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
