# RIGHT: sleeps until fixed deadlines of the loop's clock, so that nothing drifts
import asyncio
import itertools
import sys


async def spin(msg):
    loop = asyncio.get_running_loop()
    deadline = loop.time()
    for char in itertools.cycle('|/-\\'):
        sys.stdout.write(f'\r{char} {msg}')
        sys.stdout.flush()
        deadline += 0.1
        try:
            await asyncio.sleep(max(0, deadline - loop.time()))
        except asyncio.CancelledError:
            break
    sys.stdout.write('\r\x1b[K')


async def slow_function():
    await asyncio.sleep(1)
    await asyncio.sleep(2)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    sys.stdout.write(f'spinner object: {spinner!r}\n')
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    result = asyncio.run(supervisor())
    sys.stdout.write(f'Answer: {result}\n')


if __name__ == '__main__':
    main()
