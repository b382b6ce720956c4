# RIGHT: an async generator yields the characters and sleeps between them
import asyncio
import itertools


async def ticks(chars, delay):
    for char in itertools.cycle(chars):
        yield char
        await asyncio.sleep(delay)


async def spin(msg):
    last = ''
    try:
        async for char in ticks('|/-\\', 0.1):
            last = char + ' ' + msg
            print(last, end='\r', flush=True)
    except asyncio.CancelledError:
        pass
    print(' ' * len(last), end='\r', flush=True)


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    await asyncio.wait({spinner})
    return result


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
