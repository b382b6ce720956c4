# RIGHT: a frame every 0.115 s, slow_function takes 2.95 s in odd pieces
import asyncio
import random
import sys


async def spin(msg):
    turn = {'|': '/', '/': '-', '-': '\\', '\\': '|'}
    char = '|'
    try:
        while True:
            print(char, msg, end='\r', flush=True)
            char = turn[char]
            await asyncio.sleep(0.115)
    finally:
        print(' ', ' ' * len(msg), end='\r', flush=True)


async def slow_function():
    rest = 2.95
    while rest > 0:
        piece = min(rest, random.uniform(0.01, 0.2))
        rest -= piece
        await asyncio.sleep(piece)
    return 42


async def supervisor():
    task = asyncio.get_event_loop().create_task(spin('a bit slower'))
    print('spinner object:', task)
    try:
        value = await slow_function()
    except BaseException:
        task.cancel()
        raise
    task.cancel()
    return value


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
