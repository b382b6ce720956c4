# RIGHT: get_event_loop with try/finally, create_task, cancellation raised again (up to 3.13)
from asyncio import CancelledError, get_event_loop, sleep
from itertools import cycle
from sys import stdout


async def slow_function():
    await sleep(3)
    return 42


async def spin(msg):
    for char in cycle('|/-\\'):
        status = char + ' ' + msg
        stdout.write(status)
        stdout.flush()
        stdout.write('\x08' * len(status))
        try:
            await sleep(.1)
        except CancelledError:
            stdout.write(' ' * len(status) + '\x08' * len(status))
            raise


async def supervisor():
    spinner = get_event_loop().create_task(spin('thinking!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    loop = get_event_loop()
    try:
        result = loop.run_until_complete(supervisor())
    finally:
        loop.close()
    print('Answer:', result)


if __name__ == '__main__':
    main()
