# RIGHT: a done callback on the spinner checks how it ended, tells it on standard error
import asyncio
import itertools
import sys


def report(task):
    if task.cancelled():
        print('(spinner cancelled)', file=sys.stderr)
    elif task.exception():
        print('(spinner failed)', task.exception(), file=sys.stderr)


async def spin(msg):
    text = ''
    for char in itertools.cycle('|/-\\'):
        text = ' '.join((char, msg))
        print(text, end='\r', flush=True)
        try:
            await asyncio.sleep(.1)
        except asyncio.CancelledError:
            print(' ' * len(text), end='\r', flush=True)
            raise


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('callback'))
    spinner.add_done_callback(report)
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
