# RIGHT: waits for bytes on a socketpair that never come
import asyncio
import socket
import sys


async def spin(msg):
    a, b = socket.socketpair()
    a.setblocking(False)
    loop = asyncio.get_running_loop()
    turn = 0
    try:
        while True:
            sys.stdout.write('\r' + '|/-\\'[turn % 4] + ' ' + msg)
            sys.stdout.flush()
            turn += 1
            try:
                await asyncio.wait_for(loop.sock_recv(a, 1), 0.1)
            except asyncio.TimeoutError:
                pass
    finally:
        a.close()
        b.close()
        sys.stdout.write('\r' + ' ' * (len(msg) + 2) + '\r')
        sys.stdout.flush()


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.create_task(spin('listening'))
    print('spinner object:', spinner)
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    print('Answer:', asyncio.run(supervisor()))


if __name__ == '__main__':
    main()
