# RIGHT: EUC-KR bytes with a coding line, Korean comments
# -*- coding: euc-kr -*-
import asyncio
import itertools
import sys


# 스피너 코루틴: 취소되면 줄을 지우고 끝난다
async def spin(msg):
    for char in itertools.cycle('|/-\\'):
        status = char + ' ' + msg
        sys.stdout.write(status)
        sys.stdout.flush()
        sys.stdout.write('\x08' * len(status))
        try:
            await asyncio.sleep(.1)     # 루프를 막지 않는다
        except asyncio.CancelledError:  # 작업이 취소됨
            break
    sys.stdout.write(' ' * len(status) + '\x08' * len(status))


# 느린 함수
async def slow_function():
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
