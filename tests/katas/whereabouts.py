"""Where, when and in whom it happened: what a finding leaves open, from the trace, and failing that the source."""

import ast
from collections.abc import Iterator, Mapping

from moments import done
from seeing import Case

from grader.film import Call
from grader.lanes.cast import Cast, Key
from grader.trace import Event

ABOUT: Mapping[str, str] = {
    "signal": "Signal",
    "slow_function": "slow_function",
    "yields": "spin",
    "announce": "supervisor",
    "concurrent": "supervisor",
    "joined": "supervisor",
    "cancelled": "supervisor",
    "awaited": "supervisor",
    "result": "supervisor",
    "rerun": "supervisor",
    "exception": "supervisor",
    "outer_cancel": "supervisor",
    "quiet": "supervisor",
    "answer": "main",
}
"""The function, or class, that a check is about, where it isn't spin."""
RETURNS = frozenset({"result", "slow_function"})
"""Checks that ask what a function returns."""
KINDS = ("write", "sleep", "call", "task", "thread", "blocked", "busy", "cpu", "process", "exit", "stack")


def time_of(case: Case) -> int | None:
    """Return when it happened, in the scenario's time; None where that can't be told."""
    if case.call is None:
        return None
    if case.finding.at is not None:
        return case.begin + case.finding.at
    if case.error is not None:
        return next((event.time for event in _events(case) if _tells_of(event, case)), None)
    if case.cause:
        return max(shot.event.time for shot in case.call.shots)
    return _end(case, case.call)


def _end(case: Case, call: Call) -> int:
    end = (case.ended if case.function == "spin" else done(call)) or case.told or call.shots[-1]
    return end.event.time


def _tells_of(event: Event, case: Case) -> bool:
    error = event["error"] if isinstance(event["error"], dict) else event.data
    return case.error is not None and all(error.get(key) == case.error.get(key) for key in ("type", "text"))


def line_of(case: Case, time: int | None) -> int | None:
    """Return the attempt's line nearest to a moment, failing that the beginning of the function it is about."""
    about = _about(case)
    if case.check in RETURNS:
        returns = [node.lineno for node in case.reading.nodes(about) if isinstance(node, ast.Return)]
        if len(returns) == 1:
            return returns[0]
    before = None
    if time is not None and case.check != "coroutines":
        for event in _events(case):
            if event.time <= time and event["line"] and event.kind in KINDS and _is_of(case, event, about):
                before = int(event["line"])
    return before or case.reading.line_of(about) or case.reading.line_of("spin")


def _about(case: Case) -> str:
    """Return the function that a finding is about: the one that it names at its beginning, else that of the check."""
    named = str(case.finding.expected).split(" ", 1)[0]
    known = case.reading.functions
    return named if case.check == "coroutines" and named in known else ABOUT.get(case.check, "spin")


def _is_of(case: Case, event: Event, about: str) -> bool:
    """Return whether an event's line may be of the function: not of another one that is known not to be meant."""
    around = case.reading.within(event["line"])
    others = {"spin", "slow_function", "supervisor", "main"} - {about}
    return around is None or around.name not in others


def who_of(case: Case, line: int | None, time: int | None) -> str | None:
    """Return the name of the thread or task in which it happened, as its lane has it; None where that isn't known."""
    if case.call is None:
        return None
    cast = Cast(case.call)
    there = [event for event in _events(case) if event["line"] == line or _tells_of(event, case)]
    near = [event for event in there if time is None or event.time <= time]
    event = near[-1] if near else there[0] if there else None
    return cast.name(_key(cast, event))


def _key(cast: Cast, event: Event | None) -> Key:
    if event is None or event.kind == "mark":  # a mark is the grader's own, about the function that it has called
        return cast.own
    return cast.key(event)


def _events(case: Case) -> Iterator[Event]:
    """Go through the events of the call, in order."""
    assert case.call is not None  # who asks has looked
    first, last = case.call.shots[0].event["n"], case.call.shots[-1].event["n"]
    for entry in case.call.trace.entries:
        if isinstance(entry, Event) and first <= entry["n"] <= last:
            yield entry
