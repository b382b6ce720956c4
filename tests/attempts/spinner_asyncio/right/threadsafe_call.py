# RIGHT: call_soon and call_soon_threadsafe from the same thread, asserts that there is one only
import asyncio
import sys
import threading
from itertools import cycle


async def spin(msg):
    assert threading.current_thread() is threading.main_thread()
    try:
        for c in cycle('|/-\\'):
            sys.stdout.write('\r' + c + ' ' + msg)
            sys.stdout.flush()
            await asyncio.sleep(0.1)
    finally:
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
        sys.stdout.flush()


async def slow_function():
    loop = asyncio.get_running_loop()
    done = asyncio.Event()
    loop.call_later(3, loop.call_soon_threadsafe, done.set)
    await done.wait()
    return 42


async def supervisor():
    loop = asyncio.get_running_loop()
    spinner = loop.create_task(spin('one thread'))
    print('spinner object:', spinner)
    result = await slow_function()
    loop.call_soon(spinner.cancel)
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
