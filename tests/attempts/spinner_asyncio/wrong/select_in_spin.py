# WRONG first=yields: a C person waits with select
import asyncio
import select
import sys

async def spin(msg):
    i = 0
    try:
        while 1:
            sys.stdout.write('\r' + "|/-\\"[i % 4] + ' ' + msg)
            sys.stdout.flush()
            i += 1
            select.select([], [], [], 0.1)
            await asyncio.sleep(0)
    except asyncio.CancelledError:
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin('select'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
