# WRONG first=concurrent: 스피너에 메시지 대신 None 을 주어 태스크가 바로 죽는데 cancel() 이 그것을 감춘다
import asyncio
import sys


async def spin(msg):
    표시 = '|/-\\'
    순서 = 0
    상태 = ''
    while True:
        상태 = 표시[순서] + ' ' + msg
        sys.stdout.write('\r' + 상태)
        sys.stdout.flush()
        순서 = (순서 + 1) % 4
        try:
            await asyncio.sleep(0.1)
        except asyncio.CancelledError:
            break
    sys.stdout.write('\r' + ' ' * len(상태) + '\r')


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin(None))
    print('spinner object:', spinner)
    결과 = await slow_function()
    spinner.cancel()
    return 결과


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
