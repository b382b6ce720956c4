# RIGHT: only the character is redrawn when the message stands already, sent with CSI column jumps
import asyncio
import sys


async def spin(msg):
    sys.stdout.write('  ' + msg)
    n = 0
    try:
        while True:
            sys.stdout.write('\x1b[1G' + '|/-\\'[n & 3])
            sys.stdout.flush()
            n += 1
            await asyncio.sleep(.1)
    except asyncio.CancelledError:
        pass
    finally:
        sys.stdout.write('\x1b[1G\x1b[0K')
        sys.stdout.flush()


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('column one'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
