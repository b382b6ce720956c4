# RIGHT: a local Queue carries the result from the work to the supervisor
import asyncio
import sys


async def spin(msg):
    chars, i = '|/-\\', 0
    try:
        while True:
            sys.stdout.write('\r' + chars[i] + ' ' + msg)
            sys.stdout.flush()
            i = (i + 1) % 4
            await asyncio.sleep(0.1)
    except asyncio.CancelledError:
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
        sys.stdout.flush()


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def produce(queue):
    await queue.put(await slow_function())


async def supervisor():
    queue = asyncio.Queue()
    spinner = asyncio.create_task(spin('producer and consumer'))
    print('spinner object:', spinner)
    producer = asyncio.create_task(produce(queue))
    result = await queue.get()
    await producer
    spinner.cancel()
    await spinner
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
