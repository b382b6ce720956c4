"""What was played is said in a sentence of its own for each call of each scenario."""

from random import Random

import pytest
from parent_helpers import Story, kata_module
from runs import SPINNERS

from grader.film import Call, calls
from grader.language import language
from grader.trace import Scenario
from grader.words import Message

SILENT = ("nothing", "attribute")  # plays in which nothing is called


def number_of_calls(scenario: Scenario) -> int:
    """Return how many calls a scenario makes."""
    script = scenario.script
    return 0 if script["play"] in SILENT else int(script.get("times") or len(script.get("calls", (None,))))


def played(scenario: Scenario) -> tuple[Call, ...]:
    """Return the calls of a scenario in which nothing happens."""
    story = Story()
    for number in range(number_of_calls(scenario)):
        story.mark("called", number=number)
    return calls(story.trace(scenario=scenario))


def titles(kata: str, seed: int) -> list[Message]:
    """Return what is said of each call."""
    module = kata_module(kata).KATA
    return [module.title(call) for scenario in module.scenarios(Random(seed)) for call in played(scenario)]


@pytest.mark.parametrize("kata", SPINNERS)
def test_each_its_own(kata: str) -> None:
    """No two calls are said to be the same, whatever the seed."""
    for seed in range(20):
        found = titles(kata, seed)
        assert len(set(found)) == len(found)


@pytest.mark.parametrize("kata", SPINNERS)
def test_korean(kata: str) -> None:
    """All of them can be said in Korean."""
    korean = language("ko")

    assert [title for title in titles(kata, 1) if korean(title) == title] == []


@pytest.mark.parametrize("kata", SPINNERS)
def test_what_is_played(kata: str) -> None:
    """A sentence tells messages and seconds, and neither a name of a scenario nor a number of nanoseconds."""
    for title in titles(kata, 1):
        assert "00000" not in title
        assert not title.endswith(".")


def test_stop() -> None:
    """When a spinner is told to stop is said, and whether that is before it begins."""
    found = "\n".join(titles("spinner_thread", 1))

    assert "and signal.go is set to False at 0.65 s" in found
    assert "where signal.go is False from the beginning" in found


def test_cancel() -> None:
    """So is when it is cancelled, and on which side of its own wait's end."""
    found = "\n".join(titles("spinner_asyncio", 1))

    for moment in (
        "cancelled at 0.66 s",
        "before its first turn",
        "as soon as it waits",
        "at 0.1 s, just before it would go on",
        "at 0.1 s, just when it goes on",
    ):
        assert moment in found


@pytest.mark.parametrize("kata", SPINNERS)
def test_more_calls(kata: str) -> None:
    """A trace that pretends that there were more calls than were played stops nothing."""
    module = kata_module(kata).KATA
    for scenario in module.scenarios(Random(1)):
        story = Story()
        for number in range(12):
            story.mark("called", number=number)
        if scenario.script["play"] not in SILENT:
            assert all(module.title(call) and module.picture(call) for call in calls(story.trace(scenario=scenario)))
