# WRONG first=result: returns the task of the work, not its result
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

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin('task'))
    print('spinner object:', spinner)
    work = asyncio.create_task(slow_function())
    await work
    spinner.cancel()
    return work

def main():
    print('Answer:', asyncio.run(supervisor()).result())

if __name__ == '__main__':
    main()
