# WRONG first=concurrent: the spinner's task ends by its own timeout of 3 s
import asyncio
import itertools
import sys

async def spin(msg):
    try:
        for c in itertools.cycle('|/-\\'):
            sys.stdout.write(f'\r{c} {msg}')
            sys.stdout.flush()
            await asyncio.sleep(0.1)
    finally:
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
        sys.stdout.flush()

async def limited(msg):
    try:
        async with asyncio.timeout(3):
            await spin(msg)
    except TimeoutError:
        pass

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    spinner = asyncio.create_task(limited('limited'))
    print('spinner object:', spinner)
    result = await slow_function()
    await spinner
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
