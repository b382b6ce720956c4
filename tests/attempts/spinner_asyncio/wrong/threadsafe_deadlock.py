# WRONG first=yields: run_coroutine_threadsafe and result() on the loop's own thread
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

async def wait3():
    await asyncio.sleep(3)
    return 42

async def slow_function():
    future = asyncio.run_coroutine_threadsafe(wait3(), asyncio.get_running_loop())
    return future.result()

async def supervisor():
    spinner = asyncio.create_task(spin('deadlock'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
