# RIGHT: sets the window title, rings no bell, synchronised update sequences around each frame
import asyncio
import sys

BEGIN, END = '\x1b[?2026h', '\x1b[?2026l'


def title(text):
    sys.stdout.write(f'\x1b]0;{text}\x07')


async def spin(msg):
    title(msg)
    frame = 0
    try:
        while True:
            sys.stdout.write(f'{BEGIN}\r\x1b[K{"|/-" + chr(92)}'[:0] + BEGIN + '\r\x1b[K' + '|/-\\'[frame] + ' ' + msg + END)
            sys.stdout.flush()
            frame = (frame + 1) % 4
            await asyncio.sleep(.1)
    finally:
        title('')
        sys.stdout.write('\r\x1b[K')
        sys.stdout.flush()


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('titled'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
