# RIGHT: the answer is printed in a coroutine inside of main, after the spinner was awaited
import asyncio
import itertools
import sys


async def spin(msg):
    try:
        for c in itertools.cycle('|/-\\'):
            sys.stdout.write('\r' + c + ' ' + msg)
            sys.stdout.flush()
            await asyncio.sleep(0.1)
    finally:
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('nested'))
    print('spinner object:', spinner)
    try:
        return await slow_function()
    finally:
        spinner.cancel()
        await asyncio.wait([spinner])


def main():
    async def amain():
        print('Answer:', await supervisor())

    asyncio.run(amain())


if __name__ == '__main__':
    main()
