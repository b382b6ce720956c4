# WRONG first=cleanup: clears the whole screen for each frame, the announcement is gone
import asyncio
import itertools

async def spin(msg):
    try:
        for c in itertools.cycle('|/-\\'):
            print(f'\x1b[2J\x1b[H{c} {msg}', end='', flush=True)
            await asyncio.sleep(0.1)
    finally:
        print('\x1b[2J\x1b[H', end='', flush=True)

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin('full screen'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
