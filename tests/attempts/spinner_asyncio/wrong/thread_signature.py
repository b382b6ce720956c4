# WRONG first=frames: spin(msg, done) as in the program with threads
import asyncio
import itertools

async def spin(msg, done):
    for char in itertools.cycle(r'\|/-'[1:] + '\\'):
        status = f'\r{char} {msg}'
        print(status, end='', flush=True)
        try:
            await asyncio.wait_for(done.wait(), .1)
            break
        except asyncio.TimeoutError:
            pass
    blanks = ' ' * len(status)
    print(f'\r{blanks}\r', end='')

async def slow_function():
    await asyncio.sleep(3)
    return 42

async def supervisor():
    done = asyncio.Event()
    spinner = asyncio.create_task(spin('thinking!', done))
    print(f'spinner object: {spinner}')
    result = await slow_function()
    done.set()
    await spinner
    return result

def main():
    result = asyncio.run(supervisor())
    print(f'Answer: {result}')

if __name__ == '__main__':
    main()
