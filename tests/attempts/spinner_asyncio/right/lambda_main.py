# RIGHT: main is a lambda, spin turns the index by modulo
import asyncio, sys

CH = '|/-\\'

async def spin(msg):
    i = 0
    try:
        while 1:
            sys.stdout.write('\r' + CH[i % 4] + ' ' + msg)
            i += 1
            await asyncio.sleep(.1)
    finally:
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')

async def slow_function():
    return await asyncio.sleep(3, 42)

async def supervisor():
    t = asyncio.create_task(spin('thinking!'))
    print('spinner object: %r' % t)
    try:
        return await slow_function()
    finally:
        t.cancel()

main = lambda: print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__': main()
