# RIGHT: as_completed with one coroutine only
import asyncio
import itertools
import sys


async def spin(msg):
    try:
        for c in itertools.cycle('|/-\\'):
            sys.stdout.write(f'\x1b[2K\r{c} {msg}')
            sys.stdout.flush()
            await asyncio.sleep(0.1)
    except asyncio.CancelledError:
        sys.stdout.write('\x1b[2K\r')
        sys.stdout.flush()


async def slow_function():
    for part in asyncio.as_completed([asyncio.sleep(1, 'a'), asyncio.sleep(3, 'b')]):
        await part
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('as completed'))
    print('spinner object:', spinner)
    for earliest in asyncio.as_completed({slow_function()}):
        result = await earliest
    spinner.cancel()
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
