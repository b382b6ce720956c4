# RIGHT: the supervisor is made a task by an inner coroutine of main, the result read from it
import asyncio
import itertools
import sys


async def spin(msg):
    status = ''
    try:
        for char in itertools.cycle('|/-\\'):
            status = '{} {}'.format(char, msg)
            sys.stdout.write(status)
            sys.stdout.flush()
            sys.stdout.write('\r' * len(status))
            await asyncio.sleep(.1)
    except asyncio.CancelledError:
        sys.stdout.write(' ' * len(status))
        sys.stdout.write('\r')


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('inner'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    async def _main():
        task = asyncio.create_task(supervisor())
        await asyncio.wait([task])
        return task

    print('Answer:', asyncio.run(_main()).result())


if __name__ == '__main__':
    main()
