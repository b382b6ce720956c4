# RIGHT: supervisor sets a flag and waits until the spinner has seen it, 0.1 s at most
import asyncio


class Flag:
    running = True


async def spin(msg, flag=None):
    if flag is None:
        flag = Flag()
    k = 0
    while True:
        print('\r' + '|/-\\'[k & 3] + ' ' + msg, end='', flush=True)
        k += 1
        try:
            await asyncio.sleep(0.1)
        except asyncio.CancelledError:
            break
        if not flag.running:
            break
    print('\r' + ' ' * (2 + len(msg)), end='\r', flush=True)


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    flag = Flag()
    spinner = asyncio.create_task(spin('please wait', flag))
    print('spinner object:', spinner)
    result = await slow_function()
    flag.running = False
    await spinner
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
