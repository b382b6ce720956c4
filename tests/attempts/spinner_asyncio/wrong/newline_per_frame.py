# WRONG first=frames: every frame on a line of its own
import asyncio
import itertools

async def spin(msg):
    try:
        for char in itertools.cycle('|/-\\'):
            print(char, msg)
            await asyncio.sleep(.1)
    except asyncio.CancelledError:
        print()

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result

def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)

if __name__ == '__main__':
    main()
