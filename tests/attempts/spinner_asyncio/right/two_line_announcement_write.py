# RIGHT: announces by write in three pieces, answers with str.join
import asyncio
import sys

w = sys.stdout.write


async def spin(msg):
    while True:
        for c in ('|', '/', '-', '\\'):
            w(c + ' ' + msg)
            sys.stdout.flush()
            w('\b' * (len(msg) + 2))
            try:
                await asyncio.sleep(0.1)
            except asyncio.CancelledError:
                w(' ' * (len(msg) + 2))
                w('\b' * (len(msg) + 2))
                return None


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    t = asyncio.create_task(spin('in pieces'))
    w('spinner object: ')
    w(repr(t))
    w('\n')
    r = await slow_function()
    t.cancel()
    return r


def main():
    w(' '.join(['Answer:', str(asyncio.run(supervisor()))]) + '\n')


if __name__ == '__main__':
    main()
