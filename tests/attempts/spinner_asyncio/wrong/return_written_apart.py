# WRONG first=visible: the carriage return flushes too early: every frame comes one too late
import asyncio
import itertools
import sys


async def spin(msg):
    out = sys.stdout
    try:
        for char in itertools.cycle('|/-\\'):
            out.write('\r')
            out.write(char + ' ' + msg)
            await asyncio.sleep(.1)
    finally:
        out.write('\r')
        out.write(' ' * (len(msg) + 2))
        out.write('\r')


async def slow_function():
    # 3초 동안 I/O 를 기다리는 척한다
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
