# WRONG first=answer: the double-width message is not wiped by len, the cancelled spinner is awaited
import asyncio
import itertools
import sys

async def spin(msg):
    write, flush = sys.stdout.write, sys.stdout.flush
    for char in itertools.cycle('|/-\\'):
        status = char + ' ' + msg
        write(status)
        flush()
        write('\r')
        try:
            await asyncio.sleep(.1)
        except asyncio.CancelledError:
            break
    write(' ' * len(status) + '\r')

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin('正在认真思考，请稍候'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    await asyncio.gather(spinner, return_exceptions=True)
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
