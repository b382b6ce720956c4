# WRONG first=result: awaits the cancelled spinner and lets its CancelledError out
import asyncio
import itertools


async def spin(msg: str) -> None:
    try:
        for char in itertools.cycle('|/-\\'):
            print(f'\r{char} {msg}', end='', flush=True)
            await asyncio.sleep(0.1)
    finally:
        blanks = ' ' * (len(msg) + 2)
        print(f'\r{blanks}\r', end='', flush=True)


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    await spinner
    return result


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
