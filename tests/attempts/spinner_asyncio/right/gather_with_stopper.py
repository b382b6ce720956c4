# RIGHT: gather runs the spinner and the work, the work cancels the spinner in its finally
import asyncio
import itertools
import sys


async def spin(msg):
    try:
        for c in itertools.cycle('|/-\\'):
            print('\r' + c, msg, end='', flush=True)
            await asyncio.sleep(0.1)
    finally:
        print('\r' + ' ' * len(msg), ' ', end='\r', flush=True)


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    async def work():
        try:
            return await slow_function()
        finally:
            spinner.cancel()

    spinner = asyncio.create_task(spin('both at once'))
    print('spinner object:', spinner)
    _, outcome = await asyncio.gather(spinner, work(), return_exceptions=True)
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
