# WRONG first=frames: three dots behind the message
import asyncio
from itertools import cycle


class Spinner:
    def __init__(self, msg):
        self.msg = msg

    async def __call__(self):
        text = ''
        try:
            for c in cycle('|/-\\'):
                text = f'{c} {self.msg}...'
                print(text, end='\r', flush=True)
                await asyncio.sleep(.1)
        finally:
            print(' ' * len(text), end='\r', flush=True)


async def spin(msg):
    await Spinner(msg)()


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking'))
    print('spinner object:', spinner)
    try:
        return await slow_function()
    finally:
        spinner.cancel()


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
