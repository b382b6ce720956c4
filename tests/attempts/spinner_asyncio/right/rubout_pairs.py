# RIGHT: erases letter by letter with backspace, blank, backspace
import asyncio
import sys


async def spin(msg):
    old = ''
    n = 0
    try:
        while True:
            sys.stdout.write('\b' * len(old))
            old = '|/-\\'[n] + ' ' + msg
            n = (n + 1) % 4
            sys.stdout.write(old)
            sys.stdout.flush()
            await asyncio.sleep(0.1)
    finally:
        sys.stdout.write('\b \b' * len(old))
        sys.stdout.flush()


async def slow_function():
    # 10 times 0.3 s
    for _ in range(10):
        await asyncio.sleep(0.3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('rubber'))
    print('spinner object:', spinner)
    x = await slow_function()
    spinner.cancel()
    return x


def main():
    x = asyncio.run(supervisor())
    print('Answer:', x)


if __name__ == '__main__':
    main()
