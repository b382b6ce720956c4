"""What the author of a check uses: `check` to declare one, `fail` to say what is wrong.

A check is an async pytest function in ``tests/katas/test_<kata>.py`` whose docstring is the promise that a learner
reads. It asks its fixture ``play`` for the trace of a scenario by name, and calls `fail` where the promise is broken.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, NoReturn, TypeVar

import pytest

from grader import usual
from grader.film import Call, calls
from grader.run import Run
from grader.trace import Data, Event, Scenario, Trace
from grader.verdict import Finding
from grader.words import Message, say

Function = TypeVar("Function", bound=Callable[..., Any])

CAUSES: Mapping[str, Message] = {
    "deadlock": say("it waits for something that nothing in the program can bring"),
    "busy": say("it kept the processor busy without waiting"),
    "hung": say("it waits for something outside of the program"),
    "flooded": say("it printed without end and without waiting"),
    "memory": say("it used up the memory that an attempt may have (512 MiB)"),
    "exited": say("it ended the whole process"),
    "crashed": say("the Python interpreter crashed"),
    "endless": say("it still went on when the scenario's time was over"),
    "processes": say("it tried to start a process"),
    "threads": say("it had more threads at once than an attempt may have (200)"),
    "tampered": say("what the grader got from it made no sense"),
}


# What takes real time to find out: after one of these no other scenario is played that isn't needed.
EXPENSIVE = frozenset({"busy", "hung", "memory", "flooded", "crashed", "exited", "broken"})


class CheckFailed(Exception):  # noqa: N818 - reads as what happened
    """A promise that isn't kept: what was expected and seen, what ended the attempt early, and in which call.

    ``trace`` is what was judged, where that is known; the trace of the call, if there is one.
    """

    def __init__(
        self, finding: Finding, cause: str | None, call: Call | None = None, trace: Trace | None = None
    ) -> None:
        """Hold the finding."""
        super().__init__(f"expected {finding.expected}; seen: {finding.seen}")
        self.finding = finding
        self.cause = cause
        self.call = call
        self.trace = call.trace if call else trace


class NotDone(Exception):  # noqa: N818 - reads as what happened
    """The check met a function that raises `NotImplementedError`."""

    def __init__(self, function: str, line: int | None = None) -> None:
        """Name the function, and the line that raised it."""
        super().__init__(function)
        self.function = function
        self.line = line


def ends(trace: Trace) -> None:
    """Fail where a run of the whole program, seen from outside, ended by an exception or was cut short."""
    raised = trace.mark("raised")
    error = trace.end.error or (raised["error"] if raised else None)
    promise = say("main returns, and the program ends")
    if error is not None:
        fail(promise, describe_error(error), say("What raised it?"), line=error.get("line"))
    if trace.end.cause is not None:
        fail(promise, how_it_ended(trace), say("What does it wait for?"), trace=trace)


@dataclass(frozen=True, slots=True)
class Fact:
    """What a call did in one respect: a value that is equal where two did the same, and how it is said."""

    value: Hashable
    said: Message


Facts = Callable[[Call], Mapping[str, Fact]]


def no_facts(_call: Call) -> Mapping[str, Fact]:
    """Return nothing: what there is to know of a call beside what the checks say of it, unless a kata tells more."""
    return {}


@dataclass(frozen=True)
class Kata:
    """What the test module of a kata says of it, under the name ``KATA``; the first two are all that it has to say.

    ``names`` are those of the contract; ``scenarios`` draws what is played, in the order in which checks ask for it;
    ``show`` says in one line what happened in a trace: that of the reference solution is shown beside a failure.

    ``whole`` is the scenario that plays the whole program by its ``main``; a kata that has none gets no truth run.
    ``tell`` raises `CheckFailed` where a run of ``main`` was not right, seen from outside: it is given the trace of the
    scenario ``whole``, and that of a truth run, which is of output and an end only. Without it, the truth run must show
    the same in the end, and take as long.

    ``picture`` makes of a call what can be drawn, and ``title`` says in a sentence what was played in it. ``teach``
    completes a check's finding (its id, what failed, the attempt's source): the concept behind it, the mistake's name
    where it is a known one, when and in which thread or task it happened. ``facts`` says what a call did, for two
    attempts to be held against each other: by the id of the check that it is a matter of.
    """

    names: tuple[str, ...]
    scenarios: Callable[[Random], Sequence[Scenario]]
    show: Callable[[Trace], Message] = usual.show
    whole: str | None = None
    tell: Callable[[Trace], None] | None = None
    picture: Callable[[Call], Run] = usual.picture
    title: Callable[[Call], Message] = usual.title
    teach: Callable[[str, CheckFailed, bytes], Finding] = usual.teach
    facts: Facts = no_facts


@dataclass(frozen=True)
class Terms:
    """How a check is declared: the checks it rests on, whether it is a bonus, its points."""

    rests_on: tuple[str, ...]
    bonus: bool
    points: int


def check(*, rests_on: tuple[str, ...] = (), bonus: bool = False, points: int = 1) -> Callable[[Function], Function]:
    """Declare a check; where one of ``rests_on`` (ids of the same kata) didn't pass, it is blocked, not judged."""
    terms = Terms(rests_on, bonus, points)

    def declare(function: Function) -> Function:
        marked: Function = pytest.mark.asyncio(pytest.mark.check(terms)(function))
        return marked

    return declare


def is_expensive(trace: Trace) -> bool:
    """Return whether a scenario ended in a way that took real time to find out."""
    return cause_of(trace) in EXPENSIVE


async def each(play: Callable[[str], Awaitable[Trace]], names: Sequence[str]) -> AsyncIterator[Trace]:
    """Go through the traces of several scenarios, but not on from one that took real time to come to its end."""
    for name in names:
        trace = await play(name)
        yield trace
        if is_expensive(trace):
            return


def call_of(failed: CheckFailed) -> Call | None:
    """Return the call in which a promise was broken: where no check said, the last one that was begun."""
    if failed.call is not None or failed.trace is None:
        return failed.call
    played = calls(failed.trace)
    return played[-1] if played else None


def fail(  # noqa: PLR0913 - each tells something else that may be known
    expected: Message,
    seen: Message,
    hint: Message,
    *,
    trace: Trace | None = None,
    call: Call | None = None,
    line: int | None = None,
    at: int | None = None,
    why: Message | None = None,
) -> NoReturn:
    """Fail the check.

    ``call`` is the one in which the promise was broken, and ``at`` when (nanoseconds of the scenario); it lends its
    trace, or ``trace`` is given where it can't be laid to one call. A trace that was cut lends cause, line and the time
    at which that was; ``line`` and ``at`` are more exact where they are known. ``why`` tells a concept that fits better
    than the one that goes with the check.
    """
    trace = call.trace if call else trace
    cause = None if trace is None or trace.end.cause == "broken" else cause_of(trace)
    if line is None and trace is not None and cause is not None:
        line = line_of(trace)
    if at is None and call is not None and cause is not None:
        at = call.shots[-1].event.time
    since = None if at is None or call is None else at - call.begin
    finding = Finding(plain(expected), plain(seen), hint, line, at=since, why=why)
    raise CheckFailed(finding, cause, call, trace)


def returned(call: Call, expected: Message, hint: Message) -> Event:
    """Return the mark at which a call returned; fail the check where an exception came out of it, or nothing did."""
    raised, end = call.at("raised"), call.at("returned")
    if raised is not None:
        error = raised.event["error"]
        fail(expected, describe_error(error), hint, call=call, line=error.get("line"), at=raised.event.time)
    if end is None:
        fail(expected, and_ended(say("it did not return"), call.trace), hint, call=call)
    return end.event


def refuse_processes(trace: Trace) -> None:
    """Fail the check if the attempt started a process, or tried to."""
    if cause_of(trace) == "processes":
        begun = trace.events("process")[0]
        fail(
            say("no process is started"),
            say("{function} was called", function=begun["what"]),
            say("A thread or a task is all that this kata needs; starting a process is not allowed."),
            call=call_at(trace, begun),
            trace=trace,
            at=begun.time,
        )


def call_at(trace: Trace, event: Event) -> Call | None:
    """Return the call in which an event happened, None where that was before the first one."""
    return next((call for call in reversed(calls(trace)) if call.shots[0].event["n"] <= event["n"]), None)


def plain(message: Message) -> Message:
    """Replace what differs between runs and places in what a message quotes; our own words stay, to be translated."""
    return message.changed(plain_text)


def plain_text(text: str) -> str:
    """Replace what differs between runs and places in an attempt's text: addresses, idents of threads, folders."""
    text = re.sub(r"(?:/[\w.@+-]+)+/(?=\w+\.py:\d)", "", text)
    return re.sub(r"0x[0-9a-fA-F]{6,}", "0x…", re.sub(r"\b(started|stopped) (daemon )?\d+", r"\1 \2…", text))


def cause_of(trace: Trace) -> str | None:
    """Return what ended a scenario early, named as exactly as its events allow."""
    if trace.events("limit", what="threads"):
        return "threads"
    if trace.events("process"):
        return "processes"
    if any(error.get("type") == "MemoryError" for error in trace.errors()):
        return "memory"
    if trace.end.cause == "endless" and trace.events("busy"):
        return "busy"
    return trace.end.cause


def first_line(events: Iterable[Event]) -> int | None:
    """Return the attempt's line of the first of these events that has one."""
    return next((int(event["line"]) for event in events if event["line"]), None)


def line_of(trace: Trace) -> int | None:
    """Return the attempt's line that belongs to the cause of a trace's end."""
    cause = cause_of(trace)
    for kind, of_cause in (("process", "processes"), ("busy", "busy")):
        line = first_line(trace.events(kind)) if cause == of_cause else None
        if line is not None:
            return line
    if trace.end.line is None and cause in ("memory", "threads"):
        lines = [error["line"] for error in trace.errors() if error.get("line")]
        return lines[0] if lines else None
    return trace.end.line


def how_it_ended(trace: Trace) -> Message:
    """Say in words what cut a scenario short, with the line where that is known."""
    cause = cause_of(trace)
    if cause is None:
        return say("it ended without that")
    what: Message = CAUSES.get(cause) or say("{cause}", cause=cause)
    if trace.end.detail:
        what = say("{what} ({detail})", what=what, detail=trace.end.detail)
    line = line_of(trace)
    return say("{what}, line {line}", what=what, line=line) if line else what


def and_ended(seen: Message, trace: Trace) -> Message:
    """Say what was seen, and then what cut the scenario short."""
    return say("{seen}; {ended}", seen=seen, ended=how_it_ended(trace))


def describe_error(error: Data) -> Message:
    """Say which exception came, and where."""
    what = f"{error['type']}: {error['text']}" if error.get("text") else str(error["type"])
    function, line = error.get("function"), error.get("line")
    if function and line:
        return say("{error} in {function}, line {line}", error=what, function=function, line=line)
    if function:
        return say("{error} in {function}", error=what, function=function)
    return say("{error}, line {line}", error=what, line=line) if line else say("{error}", error=what)
