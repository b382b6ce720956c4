# RIGHT: an empty message
"""A spinner in a task of its own turns while another coroutine waits: the reference solution."""

import asyncio
import itertools
import sys

FRAME_SECONDS = 0.1
# To column 0, then erase to the end: unlike blanks counted with len(), right for double-width characters, too.
WIPE = "\r\x1b[K"


async def spin(msg: str) -> None:
    """Turn a spinner in front of `msg`, until the task is cancelled; leave the line clean."""
    try:
        for char in itertools.cycle("|/-\\"):
            sys.stdout.write(f"\r{char} {msg}")
            sys.stdout.flush()
            await asyncio.sleep(FRAME_SECONDS)
    finally:
        # CancelledError, raised at the await above, comes through here and goes on: the task ends cancelled.
        sys.stdout.write(WIPE)
        sys.stdout.flush()


async def slow_function() -> int:
    """Pretend to wait three seconds for I/O; the await lets other tasks run."""
    await asyncio.sleep(3)
    return 42


async def supervisor() -> int:
    """Return what `slow_function` returns, and show a spinner for as long as it takes."""
    spinner = asyncio.create_task(spin(""))
    try:
        print(f"spinner object: {spinner!r}")
        return await slow_function()
    finally:
        # Also on an exception, and where this coroutine is cancelled itself. cancel() only asks for the end:
        # wait() lets it come. It doesn't raise what the spinner ended with, so an exception on its way to the
        # caller stays what it is; and a cancellation that hits this coroutine here isn't mistaken for the spinner's.
        spinner.cancel()
        await asyncio.wait([spinner])


def main() -> None:
    """Run the program on an event loop of its own and print its answer."""
    result = asyncio.run(supervisor())
    print(f"Answer: {result}")


if __name__ == "__main__":
    main()
