"""A countdown that waits a second after each number, and blocks nobody: the reference solution."""

import asyncio


async def countdown(start: int) -> str:
    """Print the numbers from `start` down to 1, one a second, and return 'lift-off!' when the last one is over."""
    for number in range(start, 0, -1):
        print(number)
        await asyncio.sleep(1)
    return "lift-off!"


def main() -> None:
    """Count down from 3 on an event loop, and print what comes back."""
    print(asyncio.run(countdown(3)))


if __name__ == "__main__":
    main()
