"""Kata kata_name: count down, one number a second, and let others have their turn meanwhile.

For three seconds the terminal shows one number after the other, each on a line of its own, and then:

    3
    2
    1
    lift-off!

Run it with `python exercises/kata_name.py`.
Check it with `nox -s check -- exercises/kata_name.py`.

Rules for the whole file:

* Write at each TODO, in place of the `raise NotImplementedError` below it. Any technique is right that does what the
  docstrings say. Keep the names below; add as many as you like.
* Use the standard library only, and no other file of yours. Start no process.
* Importing the file starts nothing and prints nothing: leave what runs it under the guard at the end.
"""

import asyncio


async def countdown(start: int) -> str:
    """Print the numbers from `start` down to 1, one a second, and return 'lift-off!' when the last one is over.

    * Each number stands on a line of its own. The first one is there at once, each other one comes 1 s after the one
      before. At once, and each time, is within 0.02 s. (numbers)
    * While it waits, other tasks get their turn: it never blocks the event loop. (yields)
    * 1 s after the last number it returns the text 'lift-off!', and doesn't print it itself. (result)
    """
    # TODO: print, wait, and in the end return.
    raise NotImplementedError


def main() -> None:
    """Count down from 3 on an event loop, and print what comes back. This is written already."""
    print(asyncio.run(countdown(3)))


if __name__ == "__main__":
    main()
