# RIGHT: hides the cursor while it spins, erases with ANSI, shows the cursor again
import asyncio
import itertools
import sys

HIDE = '\x1b[?25l'
SHOW = '\x1b[?25h'
CLEAR = '\r\x1b[2K'


async def spin(msg):
    out = sys.stdout
    out.write(HIDE)
    try:
        for char in itertools.cycle('|/-\\'):
            out.write(CLEAR + char + ' ' + msg)
            out.flush()
            await asyncio.sleep(0.1)
    finally:
        out.write(CLEAR + SHOW)
        out.flush()


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('please wait'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    try:
        await spinner
    except asyncio.CancelledError:
        pass
    return result


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
