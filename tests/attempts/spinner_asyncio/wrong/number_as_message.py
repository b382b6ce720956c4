# WRONG first=concurrent: passes a number to spin, the task dies at once and cancel() hides it
import asyncio
import itertools
import sys

async def spin(msg):
    status = ''
    try:
        for c in itertools.cycle('|/-\\'):
            status = c + ' ' + msg
            sys.stdout.write('\r' + status)
            sys.stdout.flush()
            await asyncio.sleep(0.1)
    finally:
        sys.stdout.write('\r' + ' ' * len(status) + '\r')

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin(3))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
