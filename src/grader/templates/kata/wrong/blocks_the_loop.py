# WRONG first=yields: time.sleep holds up the whole event loop
import asyncio
import time


async def countdown(start):
    for number in range(start, 0, -1):
        print(number)
        time.sleep(1)
    return "lift-off!"


def main():
    print(asyncio.run(countdown(3)))


if __name__ == "__main__":
    main()
