# RIGHT: CSI X erases, CSI D goes back, colours around the character
import asyncio, itertools, sys

CSI = '\x1b['

async def spin(msg):
    n = len(msg) + 2
    try:
        for ch in itertools.cycle('|/-\\'):
            sys.stdout.write(f'{CSI}36m{ch}{CSI}0m {CSI}1m{msg}{CSI}0m')
            sys.stdout.flush()
            sys.stdout.write(f'{CSI}{n}D')
            await asyncio.sleep(0.1)
    finally:
        sys.stdout.write(f'{CSI}{n}X')
        sys.stdout.flush()

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin('colourful'), name='spinner')
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel('enough')
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
