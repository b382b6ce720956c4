# RIGHT: callbacks of call_later draw, spin itself only waits on a Future
import asyncio
import sys


async def spin(msg):
    loop = asyncio.get_running_loop()
    forever = loop.create_future()
    state = {'n': 0, 'handle': None}

    def tick():
        c = r'|/-\ '[state['n']]
        state['n'] = (state['n'] + 1) % 4
        sys.stdout.write(f'\r{c} {msg}')
        sys.stdout.flush()
        state['handle'] = loop.call_later(0.1, tick)

    tick()
    try:
        await forever
    finally:
        state['handle'].cancel()
        sys.stdout.write('\r\x1b[K')
        sys.stdout.flush()


async def slow_function():
    fut = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(3, fut.set_result, 42)
    return await fut


async def supervisor():
    spinner = asyncio.get_running_loop().create_task(spin('callbacks everywhere'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    await asyncio.wait([spinner])
    return result


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
