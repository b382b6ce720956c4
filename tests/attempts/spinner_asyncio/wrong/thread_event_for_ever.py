# WRONG first=yields: slow_function waits for a threading.Event that a later callback of the loop should set
import asyncio
import itertools
import sys
import threading

async def spin(msg):
    try:
        for c in itertools.cycle('|/-\\'):
            sys.stdout.write('\r' + c + ' ' + msg)
            sys.stdout.flush()
            await asyncio.sleep(0.1)
    finally:
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')

async def slow_function():
    ready = threading.Event()
    asyncio.get_running_loop().call_later(3, ready.set)
    ready.wait()
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin('event'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
