# RIGHT: measures with datetime and tells it on standard error, timedelta for the pause
import asyncio
import sys
from datetime import datetime, timedelta
from itertools import cycle

PAUSE = timedelta(milliseconds=100)


async def spin(msg):
    born = datetime.now()
    frames = 0
    try:
        for c in cycle(r'|/-' '\\'):
            print(c, msg, sep=' ', end='\r')
            frames += 1
            await asyncio.sleep(PAUSE.total_seconds())
    finally:
        print(' ' * (len(msg) + 2), end='\r')
        print(frames, 'frames in', datetime.now() - born, file=sys.stderr)


async def slow_function():
    await asyncio.sleep(timedelta(seconds=3) / timedelta(seconds=1))
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('measuring'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    await asyncio.gather(spinner, return_exceptions=True)
    return result


def main():
    t0 = datetime.now()
    answer = asyncio.run(supervisor())
    print('Answer:', answer)
    print(datetime.now() - t0, file=sys.stderr)


if __name__ == '__main__':
    main()
