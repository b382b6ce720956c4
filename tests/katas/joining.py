"""What spinner_thread promises of a spinner's thread that is stopped."""

from cleaning import judge_clean, spinner_line
from moments import LONGEST, done, ended_at, error_of, stopped_at
from spinning import frames_after_stop

from grader.checks import cause_of, describe_error, fail, how_it_ended, seconds
from grader.film import Call, calls
from grader.trace import Trace


def judge_called(trace: Trace) -> None:
    """Every call was made that could be: only a spinner that never ended keeps the next from its turn."""
    if not calls(trace):
        error = next(trace.errors(), None)
        seen = describe_error(error) if error else how_it_ended(trace)
        fail("spin is called with a message and a Signal", seen, "It takes (msg, signal), by position.", trace=trace)


def stops_later(call: Call) -> bool:
    """Return whether the spinner had time for frames before it was told to stop."""
    return call.trace.scenario.script["calls"][call.number]["after"] is not None


def judge_stop(call: Call) -> None:
    """The spinner returns soon after it was told to, and draws hardly anything more."""
    told = stopped_at(call) or call.shots[0]
    since = "once signal.go is False" if stops_later(call) else "where signal.go was False before it began"
    expected = f"spin returns within 0.12 s {since}"
    hint = "Look at signal.go in every turn of the loop, and leave the function when it is false."
    end = ended_at(call)
    if (error := error_of(end)) and end is not None:
        hint = "spin has to return by itself when it is told to stop, without an exception."
        fail(expected, describe_error(error), hint, call=call, line=error.get("line"))
    if end is None:
        fail(
            expected,
            f"it did not return; {how_it_ended(call.trace)}" if cause_of(call.trace) else "it did not",
            hint,
            call=call,
        )
    late = end.event.time - told.event.time
    if late > LONGEST:
        fail(expected, f"it returned {seconds(late)} after that", hint, call=call)
    more = frames_after_stop(call)
    if len(more) > 1:
        fail("at most one more frame after the stop", f"{len(more)} more frames were drawn", hint, call=call)


def judge_joined(call: Call) -> None:
    """When supervisor returns, none of its threads is alive, and the line is clean."""
    expected = "when supervisor returns, no thread that it started is alive"
    hint = "Tell the spinner to stop (signal.go = False, on the signal that it was given), then join() its thread."
    end = done(call)
    if end is None:
        fail("supervisor returns", f"it did not; {how_it_ended(call.trace)}", hint, call=call)
    alive = end.event["alive"] or []
    if alive:
        fail(expected, f"{alive[0]['name']} was still alive", hint, call=call)
    judge_left(call, "when supervisor returns")


def judge_left(call: Call, when: str) -> None:
    """The line is clean, and stays as it is. An answer that supervisor printed is a matter of `answer`."""
    end, row = done(call), spinner_line(call)
    if end is None or end.state.rows[row].startswith("Answer:"):
        return
    judge_clean(call, end, row, when)
    later = next((shot for shot in call.shots if shot.event["n"] > end.event["n"] and shot.state != end.state), None)
    if later is not None:
        text = later.state.rows[row] or later.state.lines()[-1][1]
        fail(
            "nothing is drawn later",
            f"{text!r} {seconds(later.event.time - end.event.time)} after that",
            "Join it.",
            call=call,
        )
