# WRONG first=pace: 0.15 s
import asyncio
import sys

async def spin(msg):
    idx = 0
    glyphs = ['|', '/', '-', '\\']
    try:
        while True:
            print(glyphs[idx], msg, end='\r', flush=True)
            idx = (idx + 1) % len(glyphs)
            await asyncio.sleep(0.15)
    except asyncio.CancelledError:
        print(' ' * (len(msg) + 2), end='\r', flush=True)

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    t = asyncio.create_task(spin('slowly'))
    print('spinner object:', t)
    r = await slow_function()
    t.cancel()
    await t
    return r

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
