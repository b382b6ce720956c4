# RIGHT: waits on an asyncio.Condition with a timeout, gathers the cancelled task
import asyncio
import itertools
import sys


async def tick(condition):
    async with condition:
        try:
            await asyncio.wait_for(condition.wait(), 0.1)
        except asyncio.TimeoutError:
            pass


async def spin(msg):
    condition = asyncio.Condition()
    status = ''
    try:
        for char in itertools.cycle('|/-\\'):
            status = char + ' ' + msg
            sys.stdout.write(status + '\r')
            sys.stdout.flush()
            await tick(condition)
    finally:
        sys.stdout.write(' ' * len(status) + '\r')
        sys.stdout.flush()


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    await asyncio.gather(spinner, return_exceptions=True)
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
