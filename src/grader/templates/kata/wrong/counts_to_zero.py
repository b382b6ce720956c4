# WRONG first=numbers: counts on to zero
import asyncio


async def countdown(start):
    for number in range(start, -1, -1):
        print(number)
        await asyncio.sleep(1)
    return "lift-off!"


def main():
    print(asyncio.run(countdown(3)))


if __name__ == "__main__":
    main()
