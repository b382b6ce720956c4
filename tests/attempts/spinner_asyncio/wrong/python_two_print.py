# WRONG first=broken: print as a statement
import asyncio
import itertools
import sys

async def spin(msg):
    for c in itertools.cycle('|/-\\'):
        sys.stdout.write('\r' + c + ' ' + msg)
        sys.stdout.flush()
        try:
            await asyncio.sleep(.1)
        except asyncio.CancelledError:
            break
    sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin('two'))
    print 'spinner object:', spinner
    result = await slow_function()
    spinner.cancel()
    return result

def main():
    print 'Answer:', asyncio.run(supervisor())

if __name__ == '__main__':
    main()
