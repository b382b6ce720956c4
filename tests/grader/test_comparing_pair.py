"""Real programs held against each other: what matters is told from what doesn't, and the moment is where they part."""

import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from comparing import ASYNC, THREAD, Stage, mattering, scenario
from parent_helpers import lesson, solution

from grader.checks import no_facts
from grader.reports.comparison.words import kind_of

# `test_compare` does the same on each Python, with fewer programs.
pytestmark = [pytest.mark.asyncio, pytest.mark.collection]
WRONG = THREAD / "wrong"


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """Play the katas of threads."""
    stage = Stage("spinner_thread")
    yield stage
    stage.close()


def changed(text: str, *changes: tuple[str, str]) -> str:
    """Return a program with these changes, each of which is to be made once."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


LESSON = lesson("spinner_thread")


async def test_itself(stage: Stage) -> None:
    """The solution does the same as itself, in every scenario."""
    found = await stage.compare(solution("spinner_thread"))

    assert {each.likeness for each in found.scenarios} == {"same"}
    assert found.is_alike


async def test_technique(stage: Stage) -> None:
    """Another right program differs in how it does it, and in nothing that matters."""
    found = await stage.compare(LESSON)
    told = {kind_of(difference) for each in found.scenarios for difference in each.open}

    assert found.is_alike
    assert mattering(found) == {}
    assert {"how it waits", "in how many pieces it writes"} <= told


async def test_pace(stage: Stage) -> None:
    """A spinner at half the pace parts from the solution with the frame that doesn't come, and the line is named."""
    slow = changed(LESSON, ("time.sleep(.1)", "time.sleep(.2)"))
    found = scenario(await stage.compare(slow), "spin")
    pace = found.mattering[0]

    assert (found.likeness, found.at, pace.kind) == ("differs", 100_000_000, "pace")
    assert pace.mine.said == "frame 2 came 0.2 s after frame 1"
    assert pace.theirs.said == "frames in all: 7, a new one every 0.1 s"
    assert pace.mine.line == slow[: slow.index("time.sleep(.2)")].count("\n") + 1
    assert found.scene
    assert (found.scene.at, found.scene.against) == (100_000_000, "solution")


async def test_stop_within_tolerance(stage: Stage) -> None:
    """That it stops 0.05 s later than the solution, which it may, is told and doesn't matter."""
    found = scenario(await stage.compare(LESSON), "spin")
    stop = next(each for each in found.open if each.kind == "stop")

    assert not stop.matters
    assert stop.mine.said == "it returns 0.05 s after it is told to; frames after that: 0"
    assert stop.theirs.said == "it returns 0 s after it is told to; frames after that: 0"


async def test_every_scenario_is_judged(stage: Stage) -> None:
    """What is wrong in all scenarios is told of all of them, though a check as such stops at the first one."""
    found = await stage.compare(WRONG / "erase_inside_loop.py")
    kinds = mattering(found)

    assert kinds["spin"] == ["frames"]
    assert [name for name in kinds if kinds[name][0] == "concurrent" and name.startswith("supervisor")] == [
        "supervisor 3 s, schedule 0",
        "supervisor 10 s, schedule 0",
        "supervisor 0.03 s, schedule 2",
        "supervisor 0.23 s, schedule 3",
        "supervisor 0.37 s, schedule 4",
    ]
    assert kinds["main"] == ["frames"]  # the checks are content with its last screen
    assert "slow_function" not in kinds
    assert scenario(found, "supervisor 3 s, schedule 0").at == 0


async def test_left_alive(stage: Stage) -> None:
    """A thread that is left is a difference that matters, and so is what follows from it on the screen."""
    found = await stage.compare(changed(LESSON, ("spinner.join()", "pass")))
    joined = scenario(found, "supervisor 3 s, schedule 0").mattering

    assert [each.kind for each in joined] == ["joined"]
    assert (joined[0].mine.said, joined[0].at) == ("Thread-1 (spin) was still alive", 3_000_000_000)
    assert joined[0].theirs.said == "nothing of it is left alive; the line is clean"


async def test_mirrored(stage: Stage) -> None:
    """From the other side the same differences are found, mirrored, in the same scenarios and at the same moments."""
    slow = changed(LESSON, ("time.sleep(.1)", "time.sleep(.2)"))
    here = await stage.compare(slow, WRONG / "erase_inside_loop.py")
    there = await stage.compare(WRONG / "erase_inside_loop.py", slow)

    assert [(each.name, each.likeness, each.at) for each in here.scenarios] == [
        (each.name, each.likeness, each.at) for each in there.scenarios
    ]
    assert [each.differences for each in here.scenarios] == [
        tuple(difference.mirrored() for difference in each.differences) for each in there.scenarios
    ]
    assert here.first


async def test_same_mistake(stage: Stage) -> None:
    """Two programs with the same mistake differ in nothing that matters: neither is asked to be right."""
    renamed = changed(LESSON, ("time.sleep(.1)", "time.sleep(.2)")).replace("spinner =", "turner =")
    renamed = renamed.replace("spinner)", "turner)").replace("spinner.", "turner.")
    slow = changed(LESSON, ("time.sleep(.1)", "time.sleep(.2)"))
    found = await stage.compare(slow, "\n\n# Moved down by some lines.\n\n" + renamed)

    assert mattering(found) == {}


async def test_without_a_solution(stage: Stage) -> None:
    """In a course that was handed out, two attempts can be compared, with what the checks find first."""
    slow = changed(LESSON, ("time.sleep(.1)", "time.sleep(.2)"))
    found = await stage.compare(slow, LESSON, spare=False)

    assert mattering(found)["spin"][0] == "pace"
    assert not found.is_alike
    assert (await stage.compare(slow, slow, spare=False)).is_alike


async def test_broken(stage: Stage) -> None:
    """What can't be imported is said in the same words as `check` says it, and nothing else is."""
    found = await stage.compare("import nothing_there\n")
    (obstacle,) = found.obstacles

    assert (obstacle.who, obstacle.status, found.scenarios) == ("mine", "broken", ())
    assert obstacle.finding
    assert str(obstacle.finding.seen).startswith("ModuleNotFoundError: No module named 'nothing_there'")
    assert not found.is_alike


async def test_to_do(stage: Stage) -> None:
    """What is written already is compared, beside what is still to be written."""
    unfinished = changed(LESSON, ("    print('Answer:', result)", "    raise NotImplementedError"))
    found = await stage.compare(unfinished)
    todo = {each.name for each in found.scenarios if each.likeness == "todo"}

    assert [(each.who, each.status) for each in found.obstacles] == [("mine", "todo")]
    assert todo == {each.name for each in found.scenarios if each.name.startswith("main")}
    assert scenario(found, "spin").likeness == "fine"
    assert not found.is_alike


async def test_kata_that_measures_nothing(stage: Stage) -> None:
    """Of a kata that tells no facts, what its checks find is compared, and what stands on the screen."""
    silent = Stage("spinner_thread")
    silent.game = replace(stage.game, kata=replace(stage.game.kata, facts=no_facts))
    silent.played = stage.played
    try:
        slow = await silent.compare(changed(LESSON, ("time.sleep(.1)", "time.sleep(.2)")))
        other = await silent.compare(changed(LESSON, ("'Answer:', result", "'Answer: ', result")))
        right = await silent.compare(LESSON)
    finally:
        silent.close()
    pace, answer = scenario(slow, "spin").mattering[0], scenario(other, "main").mattering[0]

    assert (pace.theirs.said, pace.promise) == ("as it is promised", "a new frame every 0.1 s, and a wait in between")
    assert answer.kind == "answer"
    assert right.is_alike


async def test_hanging(stage: Stage) -> None:
    """After a scenario that hangs no other is played, and it isn't called alike what wasn't seen."""
    found = await stage.compare(changed(LESSON, ("    time.sleep(3)", "    import os; os.read(os.pipe()[0], 1)")))
    likeness = {each.name: each.likeness for each in found.scenarios}

    assert likeness["slow_function"] == "differs"
    assert likeness["rerun"] == likeness["wide"] == "unplayed"
    assert not found.is_alike
    assert found.obstacles == ()  # what differs is told, and says it all


async def test_hanging_alike(stage: Stage) -> None:
    """Two that hang in the same way don't differ; who it is that hangs, where, and what to do is said of both."""
    hanging = changed(LESSON, ("    time.sleep(3)", "    import os; os.read(os.pipe()[0], 1)"))
    found = await stage.compare(hanging, hanging)

    assert (found.first, found.is_alike, found.counts_against) == (None, False, True)
    assert [(each.who, each.status) for each in found.obstacles] == [("mine", "stopped"), ("theirs", "stopped")]
    assert found.obstacles[0].finding
    assert str(found.obstacles[0].finding.hint).startswith("Mend that, then compare again: what comes after slow_func")
    assert found.obstacles[0].finding.line == hanging[: hanging.index("os.read")].count("\n") + 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no usleep")
async def test_outside_of_the_clock(stage: Stage) -> None:
    """What `check` calls unjudged is unjudged here: no difference that matters, nothing alike, nobody's fault."""
    outside = changed(LESSON, ("    time.sleep(3)", "    import ctypes; ctypes.CDLL(None).usleep(1_000)"))
    found = await stage.compare(outside)
    slow = scenario(found, "slow_function")

    assert [each.name for each in found.scenarios if each.likeness == "unjudged"] == ["slow_function"]
    assert (slow.mattering, slow.untold) == ((), ("mine",))
    assert [each.kind for each in slow.unjudged] == ["slow_function"]
    assert not slow.unjudged[0].mine.broke
    assert (found.first, found.is_alike, found.counts_against) == (None, False, False)
    assert (await stage.compare(outside, outside)).scenarios[3].untold == ("mine", "theirs")


async def test_call_that_never_came_about(stage: Stage) -> None:
    """A function that can't even be called differs in every scenario that calls it."""
    found = mattering(await stage.compare(changed(LESSON, ("def spin(msg, signal):", "def spin(msg, signal, more):"))))

    assert (found["spin"][0], found["spin unflushed"]) == ("frames", ["frames"])
    assert {name for name in found if name.startswith("supervisor")} != set()


async def test_bonus() -> None:
    """What only a bonus asks for is told as such, and doesn't matter."""
    stage = Stage("spinner_asyncio")
    try:
        found = await stage.compare(ASYNC / "right" / "lesson.py")
    finally:
        stage.close()
    bonus = {difference.kind for each in found.scenarios for difference in each.open if difference.bonus}

    assert found.is_alike
    assert {"awaited", "outer_cancel", "wide"} <= bonus
