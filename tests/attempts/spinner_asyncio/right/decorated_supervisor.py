# RIGHT: a decorator with a message puts the spinner around any coroutine function
import asyncio
import functools
from itertools import cycle


def spinning(message):
    def decorate(func):
        @functools.wraps(func)
        async def wrapper(*args, **kwargs):
            task = asyncio.create_task(spin(message))
            print(f'spinner object: {task}')
            try:
                return await func(*args, **kwargs)
            finally:
                task.cancel()
                try:
                    await task
                except asyncio.CancelledError:
                    pass
        return wrapper
    return decorate


async def spin(msg):
    width = len(msg) + 2
    try:
        for c in cycle('|/-\\'):
            print(f'{c} {msg}', end='\r', flush=True)
            await asyncio.sleep(0.1)
    finally:
        print(' ' * width, end='\r', flush=True)


async def slow_function():
    await asyncio.sleep(3)
    return 42


@spinning('working hard')
async def supervisor():
    return await slow_function()


def main():
    print(f'Answer: {asyncio.run(supervisor())}')


if __name__ == '__main__':
    main()
