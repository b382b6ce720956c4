"""What holds of the scenarios for any seed that a run may have."""

import json
from collections.abc import Sequence
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings, strategies as st
from parent_helpers import kata_module
from pyte.screens import wcwidth
from runs import SPINNERS

from grader.grading import seeded
from grader.trace import Scenario
from grader.wire import MAX_LINE, NANOSECONDS, decode, encode

runs = settings(deadline=None, derandomize=True, max_examples=100)
each_kata = pytest.mark.parametrize("kata", SPINNERS)
SEEDS = st.integers(0, 999_999_999)
LONGEST = 40


def drawn(kata: str, seed: int) -> Sequence[Scenario]:
    """Return a kata's scenarios for a seed."""
    found: Sequence[Scenario] = kata_module(kata).KATA.scenarios(seeded(seed, kata))
    return found


def messages(scenarios: Sequence[Scenario], name: str = "spin") -> list[str]:
    """Return the messages that `spin` is called with in a scenario."""
    (scenario,) = (scenario for scenario in scenarios if scenario.name == name)
    return [call["args"][0] for call in scenario.script["calls"]]


def results(scenarios: Sequence[Scenario], begin: str) -> list[Any]:
    """Return what the stand-in returns in the scenarios whose names begin so; an object of its own as an Ellipsis."""
    answers = [scenario.answers[0] for scenario in scenarios if scenario.name.startswith(begin)]
    return [... if answer.get("unique") else answer["result"] for answer in answers]


@each_kata
@runs
@given(seed=SEEDS)
@example(seed=0)
@example(seed=999_999_999)
def test_same_seed(kata: str, seed: int) -> None:
    """The same seed draws the same scenarios."""
    assert drawn(kata, seed) == drawn(kata, seed)


@each_kata
@runs
@given(seed=SEEDS)
def test_same_names(kata: str, seed: int) -> None:
    """Whatever the seed, the scenarios have the same names, each its own, and the same limits, schedules and plays."""
    terms, usual = (
        [
            (scenario.name, scenario.limit, scenario.schedule, scenario.natural, scenario.script["play"])
            for scenario in each
        ]
        for each in (drawn(kata, seed), drawn(kata, 1))
    )

    assert terms == usual
    assert len({name for name, *_ in terms}) == len(terms)


@each_kata
@runs
@given(seed=SEEDS)
def test_messages(kata: str, seed: int) -> None:
    """Messages have at most 40 characters, each one code point and one column; one has all 40."""
    scenarios = drawn(kata, seed)
    spun = messages(scenarios)

    assert messages(scenarios, "spin unflushed") == spun[:2]
    for message in spun:
        assert 1 <= len(message) <= LONGEST
        assert message == normalize("NFC", message) == message.strip()
        assert [wcwidth(char) for char in message] == [1] * len(message)
    assert len(spun[1]) == LONGEST
    assert any(char in spun[0] for char in "{%")
    assert any(char in spun[0] for char in "|/-\\")
    assert "  " in spun[0]


@each_kata
@runs
@given(seed=SEEDS)
def test_results(kata: str, seed: int) -> None:
    """`supervisor` gets to return numbers, nothing, all that is false, and an object; no two of these are the same."""
    supervised = results(drawn(kata, seed), "supervisor ")
    numbers = [result for result in supervised if type(result) is int]
    others = [result for result in supervised if type(result) is not int]

    assert [number for number in numbers if number >= 100] != []
    assert [number for number in numbers if number < 0] != []
    assert all(thing in others for thing in (None, False, "", ...))
    assert [type(result) for result in others if result] == [type(...), list]
    assert len(set(map(repr, supervised))) == len(supervised)


@each_kata
@runs
@given(seed=SEEDS)
def test_answers(kata: str, seed: int) -> None:
    """`main` gets to print a large number, a negative one, a small one and 0."""
    large, negative, small, nothing = results(drawn(kata, seed), "main, returning")

    assert (large >= 10**6, negative < 0, 0 < small < 10, nothing) == (True, True, True, 0)


@each_kata
@runs
@given(seed=SEEDS)
def test_repeated(kata: str, seed: int) -> None:
    """Of several calls in one scenario each returns something else, and what is raised has a text."""
    scenarios = {scenario.name: scenario for scenario in drawn(kata, seed)}
    again = [answer["result"] for answer in scenarios["rerun"].answers]

    assert len(set(again)) == len(again) == 3
    assert scenarios["raising"].answers[0]["raises"] != ""


@each_kata
@runs
@given(seed=SEEDS)
def test_sent(kata: str, seed: int) -> None:
    """Scripts and answers are JSON, small enough to be sent, and arrive as they are."""
    for scenario in drawn(kata, seed):
        sent = {"script": dict(scenario.script), "answers": list(scenario.answers)}
        line = encode(sent)

        assert len(line) < MAX_LINE // 2  # the attempt itself is to have room, too
        assert decode(line) == json.loads(json.dumps(sent))
        assert _plain(sent) == decode(line)


@each_kata
@runs
@given(seed=SEEDS)
def test_limits(kata: str, seed: int) -> None:
    """Each scenario has more program time than all that is sure to be waited for in it."""
    for scenario in drawn(kata, seed):
        standin = scenario.script.get("standins", {}).get("slow_function", {"seconds": 0})
        times = max(len(scenario.script.get("calls", ())), scenario.script.get("times", 1))

        assert scenario.limit * NANOSECONDS > standin["seconds"] * times


@runs
@given(seed=SEEDS, other=SEEDS)
def test_different(seed: int, other: int) -> None:
    """Another kata or another seed draws from another sequence."""
    draws = {(number, kata): seeded(number, kata).getrandbits(256) for number in (seed, other) for kata in SPINNERS}

    assert len(set(draws.values())) == len(draws)
    assert messages(drawn(SPINNERS[0], seed))[:2] != messages(drawn(SPINNERS[1], seed))[:2]


def _plain(value: object) -> object:
    """Return a value with lists in place of tuples; nothing else is changed by becoming JSON."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value
