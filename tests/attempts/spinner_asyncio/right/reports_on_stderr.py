# RIGHT: tells on standard error what it does and how long it took
import asyncio
import itertools
import sys
import time


def log(*words):
    print(*words, file=sys.stderr)


async def spin(msg):
    for char in itertools.cycle('|/-\\'):
        status = char + ' ' + msg
        print(status, end='', flush=True)
        print('\x08' * len(status), end='')
        try:
            await asyncio.sleep(.1)
        except asyncio.CancelledError:
            log('cancelled')
            break
    print(' ' * len(status) + '\x08' * len(status), end='')


async def slow_function():
    log('slow function starts')
    await asyncio.sleep(3)
    log('slow function ends')
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    start = time.perf_counter()
    result = asyncio.run(supervisor())
    print('Answer:', result)
    log(f'{time.perf_counter() - start:.2f} seconds')


if __name__ == '__main__':
    main()
