# RIGHT: 用 asyncio.wait 等待第一个完成的任务
import asyncio
import itertools
import sys


async def spin(msg):  # 旋转指针
    write, flush = sys.stdout.write, sys.stdout.flush
    status = ''
    for char in itertools.cycle('|/-\\'):
        status = f'{char} {msg}'
        write(status)
        flush()
        write('\x08' * len(status))  # 退格
        try:
            await asyncio.sleep(.1)
        except asyncio.CancelledError:
            break  # 被取消就退出
    write(' ' * len(status) + '\x08' * len(status))


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('thinking!'))
    print('spinner object:', spinner)
    work = asyncio.ensure_future(slow_function())
    done, pending = await asyncio.wait({spinner, work}, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    return done.pop().result()


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
