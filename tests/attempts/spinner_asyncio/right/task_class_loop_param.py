# RIGHT: asyncio.Task with loop= and name=, PollSelector loop by hand
import asyncio
import itertools
import selectors
import sys


async def spin(msg):
    for char in itertools.cycle('|/-\\'):
        status = char + ' ' + msg
        sys.stdout.write(status)
        sys.stdout.flush()
        sys.stdout.write('\r')
        try:
            await asyncio.sleep(.1)
        except asyncio.CancelledError:
            break
    sys.stdout.write(' ' * len(status))
    sys.stdout.write('\r')
    sys.stdout.flush()


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    loop = asyncio.get_running_loop()
    spinner = asyncio.Task(spin('by hand'), loop=loop, name='the spinner')
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    loop = asyncio.SelectorEventLoop(selectors.PollSelector())
    try:
        result = loop.run_until_complete(supervisor())
        loop.run_until_complete(asyncio.sleep(0))
    finally:
        loop.close()
    print('Answer:', result)


if __name__ == '__main__':
    main()
