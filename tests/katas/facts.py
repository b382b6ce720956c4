"""What a call did, respect by respect, as it is held against what another attempt's call did.

Each fact is named by the check that it is a matter of, and says what was measured; whether that is as it should be,
only the check knows. Names and idents are left out of the values, for they differ between any two programs.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from cleaning import FRAME_LINE, first_row, spinner_line, spinner_row, unclean
from moments import done, ended_at, error_of, slow_calls, stopped_at
from spinning import CHARS, frames_after_stop, frames_until_stop
from supervising import announcement

from grader.checks import Fact, describe_error
from grader.comparing.behaviour import essence, unnamed
from grader.film import Call, Frame, Shot
from grader.words import Message, say, seconds

MOST = 12  # characters of an order that are told
Named = Iterator[tuple[str, Fact]]
OUTCOMES = {"raising": "exception", "cancelled": "outer_cancel"}
"""The scenarios in which supervisor is kept from its end, each with the check that asks what becomes of that."""


def facts(call: Call) -> Mapping[str, Fact]:
    """Return what is known of a call, whichever it is."""
    script = call.trace.scenario.script
    if "calls" in script and call.number >= len(script["calls"]):
        return {}  # an attempt that forges marks may pretend that there were more
    if script["play"] == "main":
        return dict(_main(call))
    if script["play"] in ("thread", "task"):
        return dict(_seen(call) if call.trace.scenario.natural else _spin(call))
    return dict(_supervisor(call) if "standins" in script else _slow(call))


def _fact(said: Message) -> Fact:
    """Return what is known by what is said of it."""
    return Fact(essence(said), said)


# -- spin --


def _spin(call: Call) -> Named:
    yield from _turned(frames_until_stop(call))
    end, told = ended_at(call), stopped_at(call) or call.shots[0]
    stopped = _fact(_stopped(call, told, end))
    yield "stop", stopped
    yield "cancel", stopped
    if end is not None:
        yield ("wide" if call.trace.scenario.name == "wide" else "cleanup"), _clean(end, spinner_row(call))


def _seen(call: Call) -> Named:
    frames = frames_until_stop(call)
    yield "visible", _fact(_order(frames))
    # A spinner that draws nothing makes nothing visible too late, either.
    yield from _turned(frames)


def _turned(frames: list[Frame]) -> Named:
    """Yield what a spinner drew, and how fast: how many frames there are is a matter of that."""
    yield "frames", _fact(_order(frames))
    if frames:
        yield "pace", _fact(_pace(frames))


def _order(frames: list[Frame]) -> Message:
    if not frames:
        return say("none is shown")
    first, order = frames[0].text, "".join(frame.text[:1] for frame in frames)
    if (CHARS * (len(order) // len(CHARS) + 1)).startswith(order):
        return say("they begin with {first!r}, and go on in the order | / - \\", first=first)
    return say("they begin with {first!r}, and go on in the order {order}", first=first, order=" ".join(order[:MOST]))


def _pace(frames: list[Frame]) -> Message:
    waits = [round(after.time - before.time, -6) for before, after in pairwise(frames)]
    count = len(frames)
    if not waits:
        return say("frames in all: {count}", count=count)
    shortest, longest = seconds(min(waits)), seconds(max(waits))
    if shortest == longest:
        return say("frames in all: {count}, a new one every {time}", count=count, time=longest)
    return say(
        "frames in all: {count}, a new one after {shortest} to {longest}",
        count=count,
        shortest=shortest,
        longest=longest,
    )


def _stopped(call: Call, told: Shot, end: Shot | None) -> Message:
    if end is None:
        return say("it doesn't end when it is told to")
    time = seconds(end.event.time - told.event.time)
    error, more = error_of(end), len(frames_after_stop(call))
    if error:
        return say("it ends {time} after it is told to, by {error}", time=time, error=describe_error(error))
    if end.event["how"] == "cancelled":
        return say("it ends cancelled {time} after it is told to; frames after that: {count}", time=time, count=more)
    return say("it returns {time} after it is told to; frames after that: {count}", time=time, count=more)


def _clean(shot: Shot, row: int) -> Fact:
    return _fact(unclean(shot, row) or say("the line is clean"))


# -- slow_function, supervisor, main --


def _slow(call: Call) -> Named:
    end = done(call)
    if end is not None:
        yield "slow_function", _fact(_returned(call, end))


def _returned(call: Call, end: Shot) -> Message:
    error, time = error_of(end), seconds(end.event.time - call.begin)
    if error:
        return say("it raises {error} after {time}", error=describe_error(error), time=time)
    return say("it returns {value} after {time}", value=end.event["repr"], time=time)


def _supervisor(call: Call) -> Named:
    yield "announce", _announced(call)
    yield "concurrent", _fact(_spun(call))
    end, settled = done(call), call.at("settled")
    if end is None:
        return
    if call.trace.scenario.name in OUTCOMES:
        yield OUTCOMES[call.trace.scenario.name], _fact(_outcome(call, end, settled or end))
        return
    yield "result", _fact(_result(end))
    yield "joined", _fact(_left(end.event["alive"] or [], end, spinner_line(call)))
    yield "awaited", _clean(end, spinner_line(call))
    if settled is not None:
        yield "cancelled", _fact(_left(settled.event["tasks"] or [], settled, first_row(call)))


def _outcome(call: Call, end: Shot, settled: Shot) -> Message:
    """Say what came out of supervisor where it couldn't go on, and what it left behind."""
    left = _left(settled.event["tasks"] or settled.event["alive"] or [], settled, first_row(call))
    return say("{outcome}; {left}", outcome=_result(end), left=left)


def _announced(call: Call) -> Fact:
    line = announcement(call)
    if line is None:
        return _fact(say("it announces nothing"))
    # What a class is called, and what else the repr of an object tells, is the program's own business.
    return Fact(unnamed(line), say("it announces {line!r}", line=line))


def _spun(call: Call) -> Message:
    returned, end = slow_calls(call, "returned"), done(call)
    frames = call.frames(first_row(call))
    if not returned or end is None:
        return say("frames: {count}; supervisor doesn't come to its end", count=len(frames))
    until = returned[0].time
    count = sum(1 for frame in frames if frame.time < until)
    late = seconds(end.event.time - until)
    return say("frames while slow_function works: {count}; supervisor ends {time} after it did", count=count, time=late)


def _left(left: list[dict[str, Any]], shot: Shot, row: int) -> Message:
    line = unclean(shot, row) or say("the line is clean")
    if left:
        return say("still alive is {name}; {line}", name=left[0]["name"], line=line)
    return say("nothing of it is left alive; {line}", line=line)


def _result(end: Shot) -> Message:
    error = error_of(end)
    if error:
        return say("it raises {error}", error=describe_error(error))
    return say("it returns {value}", value=end.event["repr"])


def _main(call: Call) -> Named:
    yield from _turned([frame for frame in call.frames() if FRAME_LINE.fullmatch(frame.text)])
    lines = [text for _, text in call.shots[-1].state.lines()]
    if lines:
        yield "answer", _fact(say("the last line on the screen is {text!r}", text=lines[-1]))
    else:
        yield "answer", _fact(say("there is nothing on the screen"))
