# WRONG first=cancelled: the condition is the wrong way round
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
    spinner = asyncio.create_task(spin('condition'))
    print('spinner object:', spinner)
    try:
        return await slow_function()
    finally:
        if spinner.done():
            spinner.cancel()

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
