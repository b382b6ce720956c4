# WRONG first=pace: makes a task of each sleep and never awaits it
import asyncio
import itertools
import sys

async def spin(msg):
    for c in itertools.cycle('|/-\\'):
        sys.stdout.write(f'\r{c} {msg}')
        sys.stdout.flush()
        try:
            asyncio.create_task(asyncio.sleep(0.1))
        except asyncio.CancelledError:
            break
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin('tasks'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
