# WRONG first=cleanup: spin leaves its last frame, supervisor erases it
import asyncio
import itertools


async def spin(msg):
    for char in itertools.cycle('|/-\\'):
        print(char, msg, end='\r', flush=True)
        await asyncio.sleep(.1)


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    task = asyncio.create_task(spin('please wait'))
    print('spinner object:', task)
    result = await slow_function()
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass
    print(' ' * len('| please wait'), end='\r', flush=True)
    return result


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
