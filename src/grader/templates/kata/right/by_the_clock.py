# RIGHT: sleeps until the moment at which the next number is due, by the loop's own clock
import asyncio


async def countdown(start):
    loop = asyncio.get_running_loop()
    due = loop.time()
    while start:
        print(start, flush=True)
        start -= 1
        due += 1
        await asyncio.sleep(due - loop.time())
    return "lift-off!"


def main():
    print(asyncio.run(countdown(3)))


if __name__ == "__main__":
    main()
