# RIGHT: draws every frame letter by letter, each letter flushed
import asyncio
import sys


def put(text):
    for letter in text:
        sys.stdout.write(letter)
        sys.stdout.flush()


async def spin(msg):
    put('| ' + msg)
    chars = '|/-\\'
    position = 0
    try:
        while True:
            await asyncio.sleep(0.1)
            position = (position + 1) % 4
            put('\r' + chars[position] + ' ' + msg)
    finally:
        put('\r' + ' ' * (len(msg) + 2) + '\r')


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
