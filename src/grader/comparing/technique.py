"""How a program did it: names, waits, writes. No check asks for any of this, so it is told, and never matters."""

import re
from collections import Counter
from collections.abc import Iterator

from grader.checks import Fact
from grader.comparing.behaviour import Trait
from grader.film import Call, calls
from grader.lanes.cast import HOUSEKEEPING
from grader.lanes.waits import ENDLESS
from grader.trace import Event, Trace
from grader.words import Message, say

FIRST_RANK = 1_000  # behind all checks
MOST_NAMES = 4


def technique(trace: Trace) -> Iterator[Trait]:
    """Yield what can be told of a scenario's technique."""
    played = calls(trace)
    for rank, (kind, fact) in enumerate(_FACTS.items(), FIRST_RANK):
        yield Trait(kind, rank, tuple(fact(call) for call in played))


def _waits(call: Call) -> Fact:
    """By which means it waits, whoever of it does."""
    means = sorted({_means(event) for event in _waiting(call)})
    if not means:
        return Fact((), say("it never waits"))
    return Fact(tuple(means), say("it waits by {means}", means=", ".join(means[:MOST_NAMES])))


def _turns(call: Call) -> Fact:
    """How often it waits: who looks at a flag in short turns waits more often."""
    number = sum(1 for _ in _waiting(call))
    return Fact(number, say("times that it waits: {count}", count=number))


def _writes(call: Call) -> Fact:
    number = len(call.events("write"))
    return Fact(number, say("pieces in which it writes: {count}", count=number))


def _names(call: Call) -> Fact:
    """What its threads and tasks are called."""
    threads = [str(event["name"]) for event in call.events("thread", state="started") if event["line"] is not None]
    tasks = [str(event["name"]) for event in call.events("task", state="created") if event["line"] is not None]
    names = Counter(name for name in (*threads, *tasks) if name not in HOUSEKEEPING)
    if not names:
        return Fact((), say("it starts no thread and no task of its own"))
    shown = ", ".join(list(names)[:MOST_NAMES])
    return Fact(tuple(sorted(names.items())), say("its threads and tasks are called {names}", names=shown))


def _joins(call: Call) -> Fact:
    """Whether it waits for the end of a thread by its join."""
    joined = [event for event in call.events("thread", state="joined") if event["line"] is not None]
    said: Message = say("it joins a thread") if joined else say("it joins no thread")
    return Fact(bool(joined), said)


def _waiting(call: Call) -> Iterator[Event]:
    """Yield the waits that stand in the attempt's own source."""
    for kind in ("sleep", "wait"):
        yield from (event for event in call.events(kind) if event["line"] is not None and event["why"] != "works")


def _means(event: Event) -> str:
    if event.kind == "sleep":
        return "time.sleep"
    what, why = event["what"], str(event["why"])
    if what is None:
        return "join" if why.startswith(ENDLESS) else why
    return re.sub(r"\(.*\)|\.__a?enter__", "", str(what)) or str(what)


_FACTS = {"waits": _waits, "turns": _turns, "writes": _writes, "names": _names, "joins": _joins}
KINDS = frozenset(_FACTS)
"""The kinds of these traits."""
