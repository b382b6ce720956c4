# WRONG first=todo: nothing written yet
import asyncio


async def spin(msg):
    raise NotImplementedError


async def slow_function():
    raise NotImplementedError


async def supervisor():
    raise NotImplementedError


def main():
    raise NotImplementedError


if __name__ == '__main__':
    main()
