# WRONG first=rerun: ends the process a little after its third call, when all seems done
import asyncio
import os
import itertools
import sys

async def spin(msg):
    write, flush = sys.stdout.write, sys.stdout.flush
    for char in itertools.cycle('|/-\\'):
        status = char + ' ' + msg
        write(status)
        flush()
        write('\x08' * len(status))
        try:
            await asyncio.sleep(.1)  # 1
        except asyncio.CancelledError:  # 2
            break
    write(' ' * len(status) + '\x08' * len(status))

async def slow_function():  # 3
    await asyncio.sleep(3)  # 4
    return 42

runs = 0


async def supervisor():  # 5
    spinner = asyncio.ensure_future(spin('thinking!'))  # 6
    print('spinner object:', spinner)  # 7
    result = await slow_function()  # 8
    spinner.cancel()  # 9
    global runs
    runs += 1
    if runs == 3:
        asyncio.get_running_loop().call_later(0.1, os._exit, 0)
    return result

def main():
    loop = asyncio.get_event_loop()  # 10
    result = loop.run_until_complete(supervisor())  # 11
    loop.close()
    print('Answer:', result)

if __name__ == '__main__':
    main()
