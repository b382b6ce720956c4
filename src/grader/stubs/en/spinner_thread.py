r"""Kata spinner_thread: a spinner turns in a thread of its own while the program waits for an answer.

For three seconds the terminal shows the announcement and, on the line below it, a text that changes in place:

    spinner object: <Thread(Thread-1 (spin), initial)>
    | thinking!

Then the spinner is gone and the answer stands in its place:

    spinner object: <Thread(Thread-1 (spin), initial)>
    Answer: 42

Run it with `python exercises/spinner_thread.py`, check it with `nox -s check -- exercises/spinner_thread.py`.

Rules for the whole file:

* Write at each TODO, in place of the `raise NotImplementedError` below it. Any technique is right that does what the
  docstrings say. Keep the names below; add as many as you like.
* Use the standard library only, and no other file of yours. Start no process.
* Importing the file starts nothing and prints nothing: leave the call of `main` under the guard at the end.
* Standard output shows what the docstrings say and nothing else. Standard error is free: debug with
  `print(..., file=sys.stderr)`.
* The grader passes arguments by position, and a `Signal()` of yours. It puts a `slow_function` of its own in the place
  of the one below: that one may return any object, take no time or ten seconds, or raise. It calls `main` once per
  process, `spin` and `supervisor` as often as it likes.
* Required checks use messages of at most 40 characters, each of them one column wide. 'At once' is within 0.02 s.

A check marked *bonus* is worth extra points, and doesn't decide whether the kata is passed.
"""


class Signal:
    """What `supervisor` sets to stop `spin`.

    A new `Signal()`, made without arguments, has an attribute `go` that equals True. Anyone may set it:
    after `signal.go = False` it equals False. (check: signal)
    """

    def __init__(self) -> None:
        """Make a signal whose `go` is True."""
        # TODO: give Signal its `go`. An attribute is enough; a property works, too. If it is to be an attribute of
        # the class, remove this method.
        raise NotImplementedError


def spin(msg: str, signal: Signal) -> None:
    r"""Turn a spinner in front of `msg`, until `signal.go` is false. Runs in a thread of its own; returns None.

    It draws the frames `| msg`, `/ msg`, `- msg`, `\ msg` (the character, one space, the message), in this order, over
    and over, in place: each takes the place of the one before, on one line of the terminal.

    * Each call begins with `| msg`, at once. (frames)
    * A new frame comes every 0.1 s (0.08 to 0.12 s). Between two frames `spin` waits: it doesn't keep the processor
      busy, and lets other threads run. (pace)
    * Each frame is on the terminal when it is drawn, not later: standard output is line-buffered, so flush. (visible)
    * Once `signal.go` is false, `spin` returns within 0.12 s and draws at most one more frame; the same where `go` was
      false before `spin` began. It ends without an exception. (stop)
    * When it has returned, the line is clean: blank, with the cursor at column 0 of the same row, and visible.
      The announcement above it stays. You need not flush what wipes the line. (cleanup)
    * Bonus: the line is clean as well where `msg` has characters two columns wide, such as '생각 중!': there `len(msg)`
      isn't the width. (wide)
    """
    # TODO: draw, flush, wait, test the signal; wipe the line at the end, however the loop was left.
    raise NotImplementedError


def slow_function() -> int:
    """Pretend to wait for I/O: take 3 s (2.9 to 3.1 s), then return 42. Prints nothing.

    It waits rather than keeps the processor busy, and other threads run meanwhile. (slow_function)
    """
    # TODO: wait, then return.
    raise NotImplementedError


def supervisor() -> int:
    """Run `slow_function` while the spinner turns; return what it returned.

    * It first creates the thread that will run `spin`, with a new `Signal` and a message of your choice (such as
      'thinking!'), and prints one line, `spinner object: ` and the repr of that `threading.Thread` object, *before* it
      starts the thread. (announce)
    * Then it starts the thread, and calls `slow_function()` once. The spinner keeps its pace for as long as
      `slow_function` works, be it no time or 10 s. `supervisor` takes at most 0.12 s longer than that. Call `spin` and
      `slow_function` by these names, looked up in this module at that time. (concurrent)
    * When it returns, no thread that it started is alive, the line is clean, and nothing is drawn later. (joined)
    * It returns what `slow_function` returned, whatever that is. (result)
    * It prints no answer: `main` does. (answer)
    * It can be called again in the same process, and does all of this again. (rerun)
    * Bonus: where `slow_function` raises, the spinner is stopped, joined and wiped, and that very exception reaches the
      caller. (exception)
    """
    # TODO: create, announce, start, call, stop, join.
    raise NotImplementedError


def main() -> None:
    """Call `supervisor` once and print one line, `Answer: ` and its result (here `Answer: 42`); return None.

    At the end the screen shows the announcement, then the answer, and nothing else. (answer)
    """
    # TODO: call, print.
    raise NotImplementedError


if __name__ == "__main__":
    main()
