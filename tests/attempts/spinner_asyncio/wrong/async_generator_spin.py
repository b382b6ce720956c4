# WRONG first=coroutines: spin yields its frames, an asynchronous generator cannot be a task
import asyncio
import itertools


async def spin(msg):
    for char in itertools.cycle('|/-\\'):
        yield f'\r{char} {msg}'
        await asyncio.sleep(0.1)


async def draw(frames):
    async for frame in frames:
        print(frame, end='', flush=True)


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(draw(spin('thinking!')))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    print('\r' + ' ' * 11 + '\r', end='')
    return result


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
