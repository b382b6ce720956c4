# WRONG first=answer: prints the answer inside the coroutine, before the cancelled spinner could erase
import asyncio
import itertools
import sys


async def spin(msg):
    write, flush = sys.stdout.write, sys.stdout.flush
    for char in itertools.cycle('|/-\\'):
        status = char + ' ' + msg
        write(status)
        flush()
        write('\x08' * len(status))
        try:
            await asyncio.sleep(.1)
        except asyncio.CancelledError:
            break
    write(' ' * len(status) + '\x08' * len(status))


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking very hard about it!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result


async def run():
    result = await supervisor()
    print('Answer:', result)


def main():
    asyncio.run(run())


if __name__ == '__main__':
    main()
