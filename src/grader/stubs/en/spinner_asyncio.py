r"""Kata spinner_asyncio: a spinner turns in a task of its own while a coroutine waits for an answer.

The same program as in spinner_thread.py, with one thread only. For three seconds the terminal shows the announcement
and, below it, a text that changes in place:

    spinner object: <Task pending name='Task-2' coro=<spin() running at …/spinner_asyncio.py:39>>
    | thinking!

Then the spinner is gone and the answer stands in its place:

    spinner object: <Task pending name='Task-2' coro=<spin() running at …/spinner_asyncio.py:39>>
    Answer: 42

Run it with `python exercises/spinner_asyncio.py`, check it with `nox -s check -- exercises/spinner_asyncio.py`.

Rules for the whole file:

* Write at each TODO, in place of the `raise NotImplementedError` below it. Any technique is right that does what the
  docstrings say. Keep the names below; add as many as you like.
* Use the standard library only, and no other file of yours. Start no process, and no thread.
* Importing the file starts nothing and prints nothing: leave the call of `main` under the guard at the end.
* Standard output shows what the docstrings say and nothing else. Standard error is free: debug with
  `print(..., file=sys.stderr)`.
* asyncio must have nothing to report: no coroutine that was never awaited, no task destroyed while pending, no
  exception never retrieved, no spinner that died of an exception which `cancel()` then hid. Warnings of other kinds
  don't count. (check: quiet)
* The grader passes arguments by position. It puts a `slow_function` of its own, a coroutine function, in the place of
  the one below: that one may return any object, take no time (even without ever suspending) or ten seconds, or raise.
  It calls `main` once per process, `spin` and `supervisor` as often as it likes, on one loop or on several.
* Required checks use messages of at most 40 characters, each of them one column wide. 'At once' is within 0.02 s.
  'Settled' means that the event loop was given its turns until nothing was ready to run any more.

`spin`, `slow_function` and `supervisor` are coroutine functions (`async def`), `main` is a plain function
(check: coroutines): as it stands below. A check marked *bonus* is worth extra points, and doesn't decide whether the
kata is passed.
"""


async def spin(msg: str) -> None:
    r"""Turn a spinner in front of `msg`, until the task that runs it is cancelled.

    It draws the frames `| msg`, `/ msg`, `- msg`, `\ msg` (the character, one space, the message), in this order, over
    and over, in place: each takes the place of the one before, on one line of the terminal.

    * Each call begins with `| msg`, at once. (frames)
    * A new frame comes every 0.1 s (0.08 to 0.12 s). Between two frames `spin` waits: it doesn't keep the processor
      busy. (pace)
    * Each frame is on the terminal when it is drawn, not later: standard output is line-buffered, so flush. (visible)
    * It never blocks the event loop: while it waits, other tasks get their turn. (yields)
    * At whichever `await` it is cancelled, it ends without any more waiting and draws no further frame. It may let the
      `CancelledError` go on (its task is then cancelled) or catch it and return; no other exception. (cancel)
    * When it has ended, the line is clean: blank, with the cursor at column 0 of the same row, and visible.
      The announcement above it stays. You need not flush what wipes the line. (cleanup)
    * Bonus: the line is clean as well where `msg` has characters two columns wide, such as '생각 중!': there `len(msg)`
      isn't the width. (wide)
    """
    # TODO: draw, flush, wait by an await; wipe the line when the wait is cancelled.
    raise NotImplementedError


async def slow_function() -> int:
    """Pretend to wait for I/O: take 3 s (2.9 to 3.1 s), then return 42. Prints nothing.

    * It takes its time and returns 42. (slow_function)
    * It never blocks the event loop: while it waits, other tasks get their turn. (yields)
    """
    # TODO: wait by an await, then return.
    raise NotImplementedError


async def supervisor() -> int:
    """Await `slow_function` while the spinner turns; return what it returned.

    * It first creates a task that runs `spin`, with a message of your choice (such as 'thinking!'), and prints one
      line, `spinner object: ` and the repr of that `asyncio.Task` object, which is still pending, before the first
      frame is drawn. (announce)
    * Then it awaits `slow_function()` once. The spinner, on the same loop and in the same thread, keeps its pace for as
      long as `slow_function` works, be it no time or 10 s. `supervisor` takes at most 0.12 s longer than that. Call
      `spin` and `slow_function` by these names, looked up in this module at that time. No thread is started.
      (concurrent)
    * It is `supervisor` that ends the spinner: once it has returned and the loop has settled, no task that it started
      is pending, and nothing was drawn any more but the wiping of the line. Don't leave that to `asyncio.run`, which
      would do it when the loop ends. (cancelled)
    * It returns what `slow_function` returned, whatever that is. (result)
    * It prints no answer: `main` does. (answer)
    * It can be awaited again, on the same loop and on a new one, and does all of this again. (rerun)
    * Bonus: it awaits the cancelled spinner, so that the line is clean already when it returns. (awaited)
    * Bonus: where `slow_function` raises, that very exception reaches the caller (not in an exception group); settled
      after that, the spinner is cancelled and wiped. (exception)
    * Bonus: where `supervisor` itself is cancelled while it waits, the `CancelledError` goes on to the caller; settled
      after that, the spinner is cancelled and wiped. (outer_cancel)
    """
    # TODO: create, announce, await, cancel.
    raise NotImplementedError


def main() -> None:
    """Drive `supervisor` on an event loop, once, and print one line, `Answer: ` and its result; return None.

    Here that is `Answer: 42`. At the end the screen shows the announcement, then the answer, and nothing else. (answer)

    No loop runs when `main` is called. `asyncio.run` makes one and closes it; a loop of your own making is as good.
    `asyncio.get_event_loop()` doesn't make one any more: here it raises RuntimeError from Python 3.14 on.
    """
    # TODO: drive, print.
    raise NotImplementedError


if __name__ == "__main__":
    main()
