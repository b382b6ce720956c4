# WRONG first=yields: hashes for a second or two before it sleeps for the rest
import asyncio
import hashlib
import itertools
import sys
import time

async def spin(msg):
    try:
        for c in itertools.cycle('|/-\\'):
            sys.stdout.write(f'\r{c} {msg}')
            sys.stdout.flush()
            await asyncio.sleep(0.1)
    finally:
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')

async def slow_function():
    start = time.monotonic()
    for i in range(5):
        hashlib.pbkdf2_hmac('sha256', b'secret', bytes(i), 400_000)
    await asyncio.sleep(max(0, 3 - (time.monotonic() - start)))
    return 42

async def supervisor():
    spinner = asyncio.create_task(spin('hashing'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result

def main():
    print('Answer:', asyncio.run(supervisor()))

if __name__ == '__main__':
    main()
