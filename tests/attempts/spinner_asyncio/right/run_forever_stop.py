# RIGHT: run_forever until the supervisor's task is done and stops the loop
import asyncio
import itertools
import sys


async def spin(msg):
    status = ''
    try:
        for char in itertools.cycle('|/-\\'):
            status = ' '.join((char, msg))
            sys.stdout.write(status)
            sys.stdout.flush()
            sys.stdout.write('\r')
            await asyncio.sleep(.1)
    finally:
        sys.stdout.write(' ' * len(status))
        sys.stdout.write('\r')


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.ensure_future(spin('thinking!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    while not spinner.done():
        await asyncio.sleep(0)
    return result


def main():
    loop = asyncio.new_event_loop()
    task = loop.create_task(supervisor())
    task.add_done_callback(lambda _: loop.stop())
    loop.run_forever()
    loop.close()
    print('Answer:', task.result())


if __name__ == '__main__':
    main()
