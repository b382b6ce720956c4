# RIGHT: sleeps 10 x 0.01 s for each frame
import asyncio
import sys

CHARS = '|/-\\'


async def spin(msg):
    i = 0
    status = ''
    try:
        while True:
            status = CHARS[i % len(CHARS)] + ' ' + msg
            sys.stdout.write(status)
            sys.stdout.flush()
            sys.stdout.write('\b' * len(status))
            i += 1
            for _ in range(10):
                await asyncio.sleep(0.01)
    except asyncio.CancelledError:
        sys.stdout.write(' ' * len(status))
        sys.stdout.write('\b' * len(status))
        sys.stdout.flush()


async def slow_function():
    for _ in range(30):
        await asyncio.sleep(0.1)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    await asyncio.sleep(0)  # one turn for the spinner
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
