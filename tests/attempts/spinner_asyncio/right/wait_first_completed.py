# RIGHT: slow_function is a task too, asyncio.wait until the first of the two is done
import asyncio
import itertools
import sys


async def spin(msg):
    write = sys.stdout.write
    for char in itertools.cycle('|/-\\'):
        status = char + ' ' + msg
        write(status)
        sys.stdout.flush()
        write('\x08' * len(status))
        try:
            await asyncio.sleep(.1)
        except asyncio.CancelledError:
            break
    write(' ' * len(status) + '\x08' * len(status))
    sys.stdout.flush()


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    work = asyncio.create_task(slow_function())
    done, pending = await asyncio.wait(
        {spinner, work}, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    return work.result()


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
