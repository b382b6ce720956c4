# RIGHT: position and message in a ContextVar, the task has a context of its own
import asyncio
import contextvars
import sys

position = contextvars.ContextVar('position', default=0)


def turn():
    p = position.get()
    position.set((p + 1) % 4)
    return '|/-\\'[p]


async def spin(msg):
    position.set(0)
    try:
        while True:
            sys.stdout.write('\r' + turn() + ' ' + msg)
            sys.stdout.flush()
            await asyncio.sleep(.1)
    finally:
        sys.stdout.write('\r\x1b[J')
        sys.stdout.flush()


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('context'), context=contextvars.copy_context())
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
