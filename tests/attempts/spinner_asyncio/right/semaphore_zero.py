# RIGHT: waits for a Semaphore(0) under asyncio.timeout_at, deadlines never drift
import asyncio
import sys


async def spin(msg):
    loop = asyncio.get_running_loop()
    never = asyncio.Semaphore(0)
    deadline = loop.time()
    i = 0
    try:
        while True:
            sys.stdout.write('\r' + '|/-\\'[i % 4] + ' ' + msg)
            sys.stdout.flush()
            i += 1
            deadline += 0.1
            try:
                async with asyncio.timeout_at(deadline):
                    await never.acquire()
            except TimeoutError:
                pass
    finally:
        sys.stdout.write('\r\x1b[K')
        sys.stdout.flush()


async def slow_function():
    try:
        async with asyncio.timeout(3):
            await asyncio.Event().wait()
    except TimeoutError:
        return 42


async def supervisor():
    spinner = asyncio.create_task(spin('deadlines'))
    print('spinner object:', spinner)
    try:
        return await slow_function()
    finally:
        spinner.cancel()


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
