# RIGHT: a plain ExitStack wipes, a contextmanager hides the cursor
import asyncio
import itertools
import sys
from contextlib import ExitStack, contextmanager


@contextmanager
def hidden_cursor(out):
    out.write('\x1b[?25l')
    try:
        yield
    finally:
        out.write('\x1b[?25h')
        out.flush()


async def spin(msg):
    out = sys.stdout
    with ExitStack() as stack:
        stack.enter_context(hidden_cursor(out))
        stack.callback(out.write, '\r' + ' ' * (len(msg) + 2) + '\r')
        for c in itertools.cycle('|/-\\'):
            out.write('\r')
            out.write(c)
            out.write(' ')
            out.write(msg)
            out.flush()
            await asyncio.sleep(0.1)


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    with ExitStack() as stack:
        spinner = asyncio.create_task(spin('stacked'))
        stack.callback(spinner.cancel)
        print('spinner object:', spinner)
        return await slow_function()


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
