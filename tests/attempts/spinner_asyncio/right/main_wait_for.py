# RIGHT: main gives the whole thing a minute with wait_for on a loop by hand, shuts the loop down carefully
import asyncio
import sys
from collections import deque


async def spin(msg):
    d = deque('|/-\\', maxlen=4)
    try:
        while True:
            sys.stdout.write(d[0] + ' ' + msg)
            sys.stdout.flush()
            d.append(d[0])
            sys.stdout.write('\r')
            await asyncio.sleep(.1)
    except asyncio.CancelledError:
        sys.stdout.write(' ' * (len(msg) + 2) + '\r')
        sys.stdout.flush()
        raise


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('one minute'))
    print('spinner object:', spinner)
    try:
        return await slow_function()
    finally:
        spinner.cancel()
        await asyncio.gather(spinner, return_exceptions=True)


def main():
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        result = loop.run_until_complete(asyncio.wait_for(supervisor(), 60))
        print('Answer:', result)
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())
        asyncio.set_event_loop(None)
        loop.close()


if __name__ == '__main__':
    main()
