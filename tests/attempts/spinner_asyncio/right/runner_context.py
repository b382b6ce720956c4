# RIGHT: asyncio.Runner, carriage returns, erase in finally, await with suppress
import asyncio
import contextlib
import itertools


async def spin(msg: str) -> None:
    width = len(msg) + 2
    try:
        for char in itertools.cycle('|/-\\'):
            print(f'\r{char} {msg}', end='', flush=True)
            await asyncio.sleep(0.1)
    finally:
        print('\r' + ' ' * width, end='\r', flush=True)


async def slow_function() -> int:
    await asyncio.sleep(3)
    return 42


async def supervisor() -> int:
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    try:
        return await slow_function()
    finally:
        spinner.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await spinner


def main() -> None:
    with asyncio.Runner() as runner:
        result = runner.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
