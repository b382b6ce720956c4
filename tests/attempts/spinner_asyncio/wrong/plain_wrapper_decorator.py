# WRONG first=coroutines: a decorator with a plain wrapper makes a plain function of spin
import asyncio
import functools
import itertools
import sys


def logged(func):
    @functools.wraps(func)
    def wrapper(*args):
        print('calling', func.__name__, file=sys.stderr)
        return func(*args)
    return wrapper


@logged
async def spin(msg):
    try:
        for c in itertools.cycle('|/-\\'):
            sys.stdout.write(f'\r{c} {msg}')
            sys.stdout.flush()
            await asyncio.sleep(0.1)
    finally:
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')


@logged
async def slow_function():
    await asyncio.sleep(3)
    return 42


@logged
async def supervisor():
    spinner = asyncio.create_task(spin('logged'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
