# WRONG first=rerun: the global flag that ends the spinner is never set back
import asyncio
import itertools
import sys

finished = False

async def spin(msg):
    try:
        for c in itertools.cycle('|/-\\'):
            sys.stdout.write(f'\r{c} {msg}')
            sys.stdout.flush()
            await asyncio.sleep(0.1)
            if finished:
                break
    finally:
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
        sys.stdout.flush()

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    global finished
    spinner = asyncio.create_task(spin('flag'))
    print('spinner object:', spinner)
    result = await slow_function()
    finished = True
    await spinner
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
