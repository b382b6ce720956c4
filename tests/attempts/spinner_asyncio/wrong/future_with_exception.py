# WRONG first=quiet: a Future gets an exception that nobody fetches
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
    signal = asyncio.get_running_loop().create_future()
    spinner = asyncio.create_task(spin('signal'))
    print('spinner object:', spinner)
    result = await slow_function()
    signal.set_exception(RuntimeError('stop'))
    spinner.cancel()
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
