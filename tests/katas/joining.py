"""What spinner_thread promises of a spinner's thread that is stopped."""

from cleaning import judge_clean, spinner_line
from moments import LONGEST, done, due, ended_at, error_of, stopped_at
from spinning import frames_after_stop

from grader.checks import and_ended, cause_of, describe_error, fail, how_it_ended
from grader.film import Call, calls
from grader.trace import Trace
from grader.words import Message, say, seconds


def judge_called(trace: Trace) -> None:
    """Every call was made that could be: only a spinner that never ended keeps the next from its turn."""
    if not calls(trace):
        error = next(trace.errors(), None)
        seen = describe_error(error) if error else how_it_ended(trace)
        promise, hint = say("spin is called with a message and a Signal"), say("It takes (msg, signal), by position.")
        fail(promise, seen, hint, trace=trace)


def stops_later(call: Call) -> bool:
    """Return whether the spinner had time for frames before it was told to stop."""
    return call.trace.scenario.script["calls"][call.number]["after"] is not None


def judge_stop(call: Call) -> None:
    """The spinner returns soon after it was told to, and draws hardly anything more."""
    told = stopped_at(call) or call.shots[0]
    expected = say("spin returns within 0.12 s where signal.go was False before it began")
    if stops_later(call):
        expected = say("spin returns within 0.12 s once signal.go is False")
    hint = say("Look at signal.go in every turn of the loop, and leave the function when it is false.")
    end, latest = ended_at(call), told.event.time + LONGEST
    if (error := error_of(end)) and end is not None:
        hint = say("spin has to return by itself when it is told to stop, without an exception.")
        fail(expected, describe_error(error), hint, call=call, line=error.get("line"), at=end.event.time)
    if end is None:
        seen = and_ended(say("it did not return"), call.trace) if cause_of(call.trace) else say("it did not")
        fail(expected, seen, hint, call=call, at=latest)
    if end.event.time > latest:
        seen = say("it returned {time} after that", time=seconds(end.event.time - told.event.time))
        fail(expected, seen, hint, call=call, at=latest)
    more = frames_after_stop(call)
    if len(more) > 1:
        seen = say("{count} more frames were drawn", count=len(more))
        fail(say("at most one more frame after the stop"), seen, hint, call=call, at=more[1].time)


def judge_joined(call: Call) -> None:
    """When supervisor returns, none of its threads is alive, and the line is clean."""
    expected = say("when supervisor returns, no thread that it started is alive")
    hint = say(
        "Tell the spinner to stop, on the very signal that it was given, and then wait for the end of its thread."
    )
    end = done(call)
    if end is None:
        fail(say("supervisor returns"), and_ended(say("it did not"), call.trace), hint, call=call, at=due(call))
    alive = end.event["alive"] or []
    if alive:
        seen = say("{name} was still alive", name=alive[0]["name"])
        fail(expected, seen, hint, call=call, at=end.event.time)
    judge_left(call, say("when supervisor returns"))


def judge_left(call: Call, when: Message) -> None:
    """The line is clean, and stays as it is. An answer that supervisor printed is a matter of `answer`."""
    end, row = done(call), spinner_line(call)
    if end is None or end.state.rows[row].startswith("Answer:"):
        return
    judge_clean(call, end, row, when)
    later = next((shot for shot in call.shots if shot.event["n"] > end.event["n"] and shot.state != end.state), None)
    if later is not None:
        text = later.state.rows[row] or later.state.lines()[-1][1]
        seen = say("{text!r} {time} after that", text=text, time=seconds(later.event.time - end.event.time))
        fail(say("nothing is drawn later"), seen, say("Join it."), call=call, at=later.event.time)
