# WRONG first=result: forgets to return anything
import asyncio


async def countdown(start):
    for number in range(start, 0, -1):
        print(number)
        await asyncio.sleep(1)


def main():
    print(asyncio.run(countdown(3)))


if __name__ == "__main__":
    main()
