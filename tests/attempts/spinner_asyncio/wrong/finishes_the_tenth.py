# WRONG first=cancel: notes the cancellation, but finishes the ten short sleeps first
import asyncio
import itertools
import sys


async def spin(msg):
    cancelled = False
    chars = itertools.cycle('|/-\\')
    while not cancelled:
        status = next(chars) + ' ' + msg
        sys.stdout.write('\r' + status)
        sys.stdout.flush()
        for _ in range(10):
            try:
                await asyncio.sleep(0.01)
            except asyncio.CancelledError:
                cancelled = True
    sys.stdout.write('\r' + ' ' * len(status) + '\r')
    sys.stdout.flush()


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
