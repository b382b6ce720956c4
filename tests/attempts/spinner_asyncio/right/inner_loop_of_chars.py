# RIGHT: while True around a for over the four characters, CancelledError caught outside, main in the middle
import asyncio
import sys


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    try:
        result = await slow_function()
    except BaseException:
        spinner.cancel()
        raise
    spinner.cancel()
    try:
        await spinner
    except asyncio.CancelledError:
        pass
    return result


async def spin(msg):
    try:
        while True:
            for char in ['|', '/', '-', '\\']:
                sys.stdout.write('\x1b[1G' + char + ' ' + msg)
                sys.stdout.flush()
                await asyncio.sleep(1 / 10)
    except asyncio.CancelledError:
        sys.stdout.write('\x1b[2K\x1b[1G')
        sys.stdout.flush()
        raise


async def slow_function():
    await asyncio.sleep(3)
    return 42


if __name__ == '__main__':
    main()
