# RIGHT: a UTF-8 BOM in front, Korean message on screen, erased to the end of the line by ANSI
import asyncio
import itertools


async def spin(msg):
    """취소될 때까지 막대를 돌린다."""
    try:
        for 글자 in itertools.cycle('|/-\\'):
            print(f'\r{글자} {msg}', end='', flush=True)
            await asyncio.sleep(.1)
    finally:
        # 한글은 두 칸이라 len(msg) 로는 다 지워지지 않는다
        print('\r\x1b[K', end='', flush=True)


async def slow_function():
    await asyncio.sleep(3)  # 3초 동안 I/O 를 기다리는 척
    return 42


async def supervisor():
    작업 = asyncio.create_task(spin('생각 중!'))
    print('spinner object:', 작업)
    결과 = await slow_function()
    작업.cancel()
    return 결과


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
