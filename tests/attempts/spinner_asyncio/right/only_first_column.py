# RIGHT: writes the message once and then turns only the first character
import asyncio
import itertools
import sys


async def spin(msg):
    sys.stdout.write('  ' + msg + '\r')
    try:
        for char in itertools.cycle('|/-\\'):
            sys.stdout.write(char)
            sys.stdout.write('\b')
            sys.stdout.flush()
            await asyncio.sleep(.1)
    finally:
        sys.stdout.write('\x1b[0K')
        sys.stdout.flush()


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
