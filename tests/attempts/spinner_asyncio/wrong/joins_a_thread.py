# WRONG first=yields: slow_function joins a thread that sleeps
import asyncio
import itertools
import sys
import threading
import time

async def spin(msg):
    try:
        for c in itertools.cycle('|/-\\'):
            sys.stdout.write(f'\r{c} {msg}')
            sys.stdout.flush()
            await asyncio.sleep(0.1)
    finally:
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')

async def slow_function():
    t = threading.Thread(target=time.sleep, args=(3,))
    t.start()
    t.join()
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin('thread'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
