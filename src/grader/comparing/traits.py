"""Behaviours as traits: of each scenario that was played, what the checks say of it and what is known beside that."""

from collections.abc import Mapping, Sequence

from grader.checks import Fact, Facts, Kata, cause_of, how_it_ended, line_of
from grader.comparing.behaviour import Behaviour, Breach, Trait, essence, unnamed
from grader.comparing.judging import Check, Opinion, Traces, opinions
from grader.comparing.technique import technique
from grader.film import Call, calls
from grader.trace import Trace
from grader.words import say

# Behind the checks, which know better what went wrong.
UNASKED_RANK, CALLS_RANK, ENDED_RANK, CLOCK_RANK, SCREEN_RANK = 500, 900, 901, 902, 903
PLAYED = say("the scenario is played to its end")
ON_THE_CLOCK = say("it waits by nothing but what the grader's clock moves")


async def behaviours(kata: Kata, checks: Sequence[Check], traces: Traces, spare: Traces) -> Mapping[str, Behaviour]:
    """Return what a program did, by scenario; ``spare``: see `opinions`."""
    found = await opinions(checks, traces, spare)
    return {name: _traits(kata.facts, trace, found) for name, trace in traces.items() if trace.todo is None}


def _traits(facts: Facts, trace: Trace, found: Sequence[Opinion]) -> Behaviour:
    name = trace.scenario.name
    of_calls = [facts(call) for call in calls(trace)]
    asked = [opinion for opinion in found if name in opinion.asked]
    bonus = all(opinion.check.terms.bonus for opinion in asked)
    traits = [_judged(rank, opinion, name, of_calls) for rank, opinion in enumerate(found) if opinion in asked]
    traits.append(_called(trace, bonus=bonus))
    # Where a promise is broken, these would only be what follows from it.
    if not any(trait.breach for trait in traits):
        traits.append(_ended(trace, bonus=bonus))
    if not any(trait.breach and not trait.bonus for trait in traits):
        traits.append(_screen(trace))
    others = [_unasked(rank, opinion, name, of_calls) for rank, opinion in enumerate(found) if opinion not in asked]
    return (*traits, *others, _clock(trace), *technique(trace))


def _unasked(rank: int, opinion: Opinion, name: str, of_calls: Sequence[Mapping[str, Fact]]) -> Trait:
    """Return what is known in a respect that no check asks for in this scenario: one does, but in another."""
    check = opinion.check
    facts = tuple(each.get(check.id) for each in of_calls)
    allowed = not opinion.breaches and opinion.kept == opinion.asked
    doubtful = opinion.is_doubtful(name)
    return Trait(check.id, UNASKED_RANK + rank, facts, None, allowed, check.terms.bonus, doubtful)


def _judged(rank: int, opinion: Opinion, name: str, of_calls: Sequence[Mapping[str, Fact]]) -> Trait:
    check = opinion.check
    facts = tuple(each.get(check.id) for each in of_calls)
    breach, kept, doubtful = opinion.breaches.get(name), name in opinion.kept, opinion.is_doubtful(name)
    return Trait(check.id, rank, facts, breach, kept, check.terms.bonus, doubtful)


def _called(trace: Trace, *, bonus: bool) -> Trait:
    """Return how many calls of the scenario came about: with another number of them nobody did the same."""
    number = len(calls(trace))
    said = say("calls that came about: {count}", count=number)
    return Trait("calls", CALLS_RANK, (Fact(number, said),), allowed=False, bonus=bonus, doubtful=trace.escaped)


def _ended(trace: Trace, *, bonus: bool) -> Trait:
    """Return how a scenario ended: each check may be right about what it looked at, though the end never came."""
    played = trace.end.closed and cause_of(trace) is None
    said = say("it is played to its end") if played else how_it_ended(trace)
    last = calls(trace)[-1] if calls(trace) else None
    at = last.shots[-1].event.time - last.begin if last else None
    breach = None if played else Breach(PLAYED, said, last.number if last else 0, at, line_of(trace))
    return Trait("ended", ENDED_RANK, (Fact(essence(said), said),), breach, played, bonus, trace.escaped)


def _clock(trace: Trace) -> Trait:
    """Return whether all that was seen happened on the grader's own clock: what didn't may be otherwise in life."""
    outside = trace.escaped
    said = say("it waits by means that the grader's clock doesn't know") if outside else ON_THE_CLOCK
    return Trait("clock", CLOCK_RANK, (Fact(outside, said),))


def _screen(trace: Trace) -> Trait:
    """Return what stands on the screen after each call: nothing more, where every check is content with it."""
    return Trait("screen", SCREEN_RANK, tuple(_shown(call) for call in calls(trace)))


def _shown(call: Call) -> Fact:
    lines = [unnamed(text) for _, text in call.shots[-1].state.lines()]
    shown = " / ".join(lines)
    said = say("at the end the screen shows {shown!r}", shown=shown) if lines else say("at the end the screen is blank")
    return Fact(shown, said)
