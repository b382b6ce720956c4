# RIGHT: new_event_loop, run_until_complete and close by hand, loop.create_task
import asyncio
import itertools
import sys


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def spin(msg):
    for c in itertools.cycle('|/-\\'):
        line = c + ' ' + msg
        sys.stdout.write(line)
        sys.stdout.flush()
        sys.stdout.write('\b' * len(line))
        try:
            await asyncio.sleep(0.1)
        except asyncio.CancelledError:
            sys.stdout.write(' ' * len(line))
            sys.stdout.write('\b' * len(line))
            return


async def supervisor():
    loop = asyncio.get_running_loop()
    task = loop.create_task(spin('working'))
    print('spinner object:', task)
    answer = await slow_function()
    task.cancel()
    return answer


def main():
    loop = asyncio.new_event_loop()
    try:
        answer = loop.run_until_complete(supervisor())
    finally:
        loop.close()
    print('Answer:', answer)


if __name__ == '__main__':
    main()
