# RIGHT: the index from monotonic_ns, rounded to the nearest tenth
import asyncio
import sys
import time


async def spin(msg):
    t0 = time.monotonic_ns()
    try:
        while True:
            tenth = round((time.monotonic_ns() - t0) / 1e8)
            sys.stdout.write('\r' + '|/-\\'[tenth % 4] + ' ' + msg)
            sys.stdout.flush()
            await asyncio.sleep((t0 + (tenth + 1) * 10**8 - time.monotonic_ns()) / 1e9)
    finally:
        sys.stdout.write('\r' + ' ' * (2 + len(msg)) + '\r')
        sys.stdout.flush()


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('nanoseconds'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
