"""A check is asked about every scenario, though by itself it stops at the first in which a promise is broken."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from parent_helpers import Story

from grader.checks import CheckFailed, Terms, fail
from grader.comparing.judging import Check, Opinion, Play, Traces, opinions
from grader.film import calls
from grader.trace import Scenario, Trace
from grader.verdict import Finding
from grader.words import say

NAMES = ("first", "second", "third")
pytestmark = pytest.mark.asyncio


def traces(*wrong: str, names: Sequence[str] = NAMES) -> dict[str, Trace]:
    """Return traces of these scenarios, in some of which something is wrong."""
    made = {}
    for name in names:
        story = Story().mark("called", number=0).wait(100)
        if name in wrong:
            story.event("wrong", line=7)
        made[name] = story.mark("returned", number=0).trace(scenario=Scenario(name, {"play": "call"}), closed=True)
    return made


def check(name: str = "right", *, rests_on: tuple[str, ...] = (), asks: Sequence[str] = NAMES) -> Check:
    """Return a check that fails where something is wrong, with the line and the time of that."""

    async def judge(play: Play) -> None:
        for asked in asks:
            trace = await play(asked)
            for event in trace.events("wrong"):
                call = calls(trace)[0]
                fail(say("nothing wrong"), say("{name} is wrong", name=asked), say("Mend it."), call=call,
                     line=event["line"], at=event.time)  # fmt: skip

    return Check(name, Terms(rests_on, bonus=False, points=1), judge)


async def said(check: Check, mine: Traces, spare: Traces) -> Opinion:
    """Return what one check says."""
    (opinion,) = await opinions([check], mine, spare)
    return opinion


async def test_all_kept() -> None:
    """A check that passes keeps its promise in all that it asked for."""
    opinion = await said(check(), traces(), traces())

    assert (opinion.breaches, opinion.kept, opinion.asked) == ({}, set(NAMES), set(NAMES))


async def test_every_breach() -> None:
    """It goes on to the scenarios behind the one in which it failed, with the spare trace in that one's place."""
    opinion = await said(check(), traces("first", "third"), traces())
    found = {name: (str(each.said), each.call, each.at, each.line) for name, each in opinion.breaches.items()}

    assert found == {name: (f"{name} is wrong", 0, 100_000_000, 7) for name in ("first", "third")}
    assert opinion.kept == {"second"}


async def test_without_a_spare() -> None:
    """Where nothing can stand in, no more is known than what the check found first."""
    opinion = await said(check(), traces("first", "third"), {})

    assert (set(opinion.breaches), opinion.kept, opinion.asked) == ({"first"}, set(), {"first"})


async def test_spare_that_is_no_better() -> None:
    """It comes to an end even where what stands in breaks the promise, too."""
    opinion = await said(check(), traces("first"), traces("first"))

    assert (set(opinion.breaches), opinion.kept) == ({"first"}, set())


def escaped(trace: Trace) -> Trace:
    """Return a trace in which the program waited outside of the grader's clock."""
    return replace(trace, waited_outside=True)


async def test_outside_of_the_clock() -> None:
    """What was found where the clock may be at fault is doubtful, as `check` calls it unjudged; the rest isn't."""
    mine = traces("second", "third")
    mine["second"] = escaped(mine["second"])
    opinion = await said(check(), mine, traces())

    assert (set(opinion.breaches), opinion.doubtful, opinion.kept) == ({"second", "third"}, {"second"}, {"first"})
    assert [opinion.is_doubtful(name) for name in NAMES] == [False, True, False]


async def test_outside_of_the_clock_but_right() -> None:
    """Who keeps its promise in spite of the clock is judged."""
    opinion = await said(check(), {name: escaped(trace) for name, trace in traces().items()}, traces())

    assert (opinion.doubtful, opinion.kept) == (set(), set(NAMES))


async def test_outside_of_the_clock_before() -> None:
    """A check may put together what it saw: after a scenario outside of the clock a breach is doubtful, too."""
    mine = traces("third")
    mine["first"] = escaped(mine["first"])

    assert (await said(check(), mine, traces())).doubtful == {"third"}


async def test_outside_of_the_clock_without_a_spare() -> None:
    """Where a check stops at what is doubtful, all that it would have said of the others is doubtful."""
    mine = traces("first")
    mine["first"] = escaped(mine["first"])
    opinion = await said(check(), mine, {})

    assert [opinion.is_doubtful(name) for name in NAMES] == [True, True, True]


async def test_not_played_for_the_clock() -> None:
    """What wasn't played behind a scenario outside of the clock leaves the check in doubt about all that it saw."""
    mine = {name: escaped(trace) for name, trace in traces(names=("first",)).items()}

    assert (await said(check(), mine, traces())).is_doubtful("first")
    assert not (await said(check(), traces(names=("first",)), traces())).is_doubtful("first")


async def test_not_played() -> None:
    """A scenario that wasn't played leaves open what a check would say; it is neither broken nor kept."""
    opinion = await said(check(), traces(names=("first",)), traces())

    assert (opinion.breaches, opinion.kept, opinion.asked) == ({}, set(), {"first", "second"})


async def test_to_do() -> None:
    """A function that is still to be written leaves it open, too."""
    story = Story().mark("called", number=0).mark("raised", error={"todo": True, "function": "spin", "line": 3})
    opinion = await said(check(), {**traces(), "first": story.trace()}, traces())

    assert (opinion.breaches, opinion.kept) == ({}, set())


async def test_failed_without_a_trace() -> None:
    """A finding that names no trace is about the scenario that was asked for last."""

    async def judge(play: Play) -> None:
        await play("second")
        raise CheckFailed(Finding(say("a"), say("b"), say("c")), None)

    opinion = await said(Check("odd", Terms((), bonus=False, points=1), judge), traces(), {})

    assert {name: each.call for name, each in opinion.breaches.items()} == {"second": 0}


async def take_for_granted(play: Play) -> None:
    """Take a call for granted."""
    calls(await play("first"))[0].at("returned")


async def test_blocked_check_may_take_calls_for_granted() -> None:
    """A check that would have been blocked, however far back the cause is, has nothing to say where nothing is called.

    The others still do.
    """
    checks = [
        check("base", asks=("third",)),
        check("middle", rests_on=("base",), asks=("second",)),
        Check("top", Terms(("middle",), bonus=False, points=1), take_for_granted),
        check("other", asks=("third",)),
    ]
    nothing = Story().wait(100).trace(scenario=Scenario("first", {"play": "call"}), closed=True)
    found = await opinions(checks, {**traces("third"), "first": nothing}, traces())

    assert [(each.check.id, sorted(each.breaches), sorted(each.kept)) for each in found] == [
        ("base", ["third"], []),
        ("middle", [], ["second"]),
        ("top", [], []),
        ("other", ["third"], []),
    ]


async def test_fault_of_a_check() -> None:
    """A check that stumbles is a fault of the grader, which says so: nothing is made of what it didn't find."""

    async def stumble(play: Play) -> None:
        await play("first")
        raise LookupError("no such mark")

    with pytest.raises(LookupError, match="no such mark"):
        await opinions([Check("top", Terms((), bonus=False, points=1), stumble)], traces(), traces())
