# RIGHT: a clock task puts the characters into an asyncio.Queue, spin draws what comes
import asyncio
import itertools
import sys


async def clock(queue):
    for char in itertools.cycle('|/-\\'):
        await queue.put(char)
        await asyncio.sleep(.1)


async def spin(msg):
    queue = asyncio.Queue()
    ticker = asyncio.create_task(clock(queue))
    try:
        while True:
            char = await queue.get()
            sys.stdout.write('\r' + char + ' ' + msg)
            sys.stdout.flush()
    finally:
        ticker.cancel()
        await asyncio.gather(ticker, return_exceptions=True)
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
        sys.stdout.flush()


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    try:
        return await slow_function()
    finally:
        spinner.cancel()
        await asyncio.wait({spinner})


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
