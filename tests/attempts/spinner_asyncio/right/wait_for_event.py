# RIGHT: waits with asyncio.wait_for on an Event that nobody sets
import asyncio
import itertools
import sys
from contextlib import suppress


async def spin(msg):
    never = asyncio.Event()
    status = ''
    try:
        for char in itertools.cycle('|/-\\'):
            status = char + ' ' + msg
            sys.stdout.write('\r' + status)
            sys.stdout.flush()
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(never.wait(), timeout=0.1)
    finally:
        sys.stdout.write('\r' + ' ' * len(status) + '\r')
        sys.stdout.flush()


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    with suppress(asyncio.CancelledError):
        await spinner
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
