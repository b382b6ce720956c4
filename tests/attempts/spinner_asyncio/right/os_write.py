# RIGHT: draws with os.write on descriptor 1, no buffering at all
import asyncio
import os


async def spin(msg):
    i = 0
    try:
        while True:
            frame = '\r' + '|/-\\'[i] + ' ' + msg
            os.write(1, frame.encode('utf-8'))
            i = (i + 1) % 4
            await asyncio.sleep(0.1)
    finally:
        os.write(1, b'\r\x1b[K')


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.ensure_future(spin('thinking!'))
    print('spinner object:', spinner, flush=True)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
