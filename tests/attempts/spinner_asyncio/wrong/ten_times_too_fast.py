# WRONG first=pace: a frame every 0.01 s
import asyncio
import itertools


async def spin(msg: str) -> None:
    try:
        for char in itertools.cycle('|/-\\'):
            print(f'\r{char} {msg}', end='', flush=True)
            await asyncio.sleep(0.01)
    finally:
        blanks = ' ' * (len(msg) + 2)
        print(f'\r{blanks}\r', end='', flush=True)


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
    return result


def main() -> None:
    print(f'Answer: {asyncio.run(supervisor())}')


if __name__ == '__main__':
    main()
