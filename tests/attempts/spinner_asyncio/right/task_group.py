# RIGHT: a TaskGroup in which the spinner is cancelled, the cancellation raised again
import asyncio
from itertools import cycle


async def spin(msg):
    text = ''
    try:
        for char in cycle('|/-\\'):
            text = f'{char} {msg}'
            print(text, end='', flush=True)
            print('\b' * len(text), end='')
            await asyncio.sleep(.1)
    except asyncio.CancelledError:
        print(' ' * len(text), end='')
        print('\b' * len(text), end='', flush=True)
        raise


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    async with asyncio.TaskGroup() as group:
        spinner = group.create_task(spin('thinking!'))
        print('spinner object:', spinner)
        result = await slow_function()
        spinner.cancel()
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
