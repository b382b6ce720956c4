# RIGHT: a done callback on the work cancels the spinner, gather collects both
import asyncio
import itertools


async def spin(msg):
    n = len(msg) + 2
    try:
        for char in itertools.cycle('|/-\\'):
            print(char, msg, end='\r', flush=True)
            await asyncio.sleep(.1)
    finally:
        print(' ' * n, end='\r', flush=True)


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    work = asyncio.create_task(slow_function())
    work.add_done_callback(lambda _: spinner.cancel())
    result, _ = await asyncio.gather(work, spinner, return_exceptions=True)
    if isinstance(result, BaseException):
        raise result
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
