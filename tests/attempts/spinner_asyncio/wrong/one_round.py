# WRONG first=frames: four frames and the loop is over
import asyncio
import itertools
import sys


async def spin(msg):
    status = ''
    try:
        for char in '|/-\\':
            status = char + ' ' + msg
            sys.stdout.write('\r' + status)
            sys.stdout.flush()
            await asyncio.sleep(.1)
        # 한 바퀴만 돌고 끝난다
    finally:
        sys.stdout.write('\r' + ' ' * len(status) + '\r')


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
