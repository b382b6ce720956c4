# RIGHT: waits inside asyncio.timeout for an Event that never comes
import asyncio
import itertools


async def spin(msg):
    stop = asyncio.Event()
    chars = itertools.cycle(['|', '/', '-', '\\'])
    try:
        while not stop.is_set():
            print('\r' + next(chars) + ' ' + msg, end='', flush=True)
            try:
                async with asyncio.timeout(0.1):
                    await stop.wait()
            except TimeoutError:
                continue
    finally:
        print('\r\033[K', end='', flush=True)


async def slow_function():
    try:
        async with asyncio.timeout(3):
            await asyncio.Event().wait()
    except TimeoutError:
        return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    try:
        result = await slow_function()
    finally:
        spinner.cancel()
        await asyncio.wait([spinner])
    return result


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
