# RIGHT: a class of its own with __await__ does the waiting
import asyncio
import itertools
import sys


class Pause:
    def __init__(self, seconds):
        self.seconds = seconds

    def __await__(self):
        yield from asyncio.sleep(self.seconds).__await__()
        return self.seconds


async def spin(msg):
    for char in itertools.cycle('|/-\\'):
        status = '%s %s' % (char, msg)
        sys.stdout.write(status)
        sys.stdout.flush()
        sys.stdout.write('\x08' * len(status))
        try:
            await Pause(.1)
        except asyncio.CancelledError:
            break
    sys.stdout.write(' ' * len(status) + '\x08' * len(status))


async def slow_function():
    seconds = await Pause(3)
    return seconds * 14


async def supervisor():
    spinner = asyncio.ensure_future(spin('thinking!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    result = asyncio.get_event_loop().run_until_complete(supervisor())
    loop.close()
    print('Answer:', result)


if __name__ == '__main__':
    main()
