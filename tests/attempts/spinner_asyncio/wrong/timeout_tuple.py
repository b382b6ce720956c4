# WRONG first=cancel: catches timeout and cancellation together, and goes on after both
import asyncio
import sys

async def spin(msg):
    stop = asyncio.Event()
    i = 0
    while not stop.is_set():
        print('\r' + '|/-\\'[i % 4] + ' ' + msg, end='', flush=True)
        i += 1
        try:
            await asyncio.wait_for(stop.wait(), 0.1)
        except (asyncio.TimeoutError, asyncio.CancelledError):
            pass
    print('\r' + ' ' * (len(msg) + 2), end='\r', flush=True)

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin('both'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
