# RIGHT: print(status, end carriage return) without flush: a line-buffered terminal flushes at it
import asyncio


async def spin(msg):
    frames = ['|', '/', '-', '\\']
    i = 0
    while True:
        print(frames[i % 4] + ' ' + msg, end='\r')
        i += 1
        try:
            await asyncio.sleep(.1)
        except asyncio.CancelledError:
            print(' ' * (len(msg) + 2), end='\r')
            break


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('hold on'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    await asyncio.sleep(0)
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
