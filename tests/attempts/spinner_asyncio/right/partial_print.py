# RIGHT: say is print with flush and without end, bound once for the module
import asyncio
from functools import partial

say = partial(print, end='', flush=True)


async def spin(msg):
    say('\x1b[?25l')
    try:
        while True:
            for glyph in '|/-\\':
                say(f'\r{glyph} {msg}')
                await asyncio.sleep(1 / 10)
    finally:
        say('\r\x1b[K\x1b[?25h')


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('hold on'))
    say('spinner object: ', spinner, '\n', sep='')
    answer = await slow_function()
    spinner.cancel()
    return answer


def main():
    say('Answer:', asyncio.run(supervisor()))
    say('\n')


if __name__ == '__main__':
    main()
