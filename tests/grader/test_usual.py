"""What is shown of a kata that has nothing of its own to show, and what its author's helpers say."""

import pytest
from parent_helpers import Story

from grader import usual
from grader.checks import CheckFailed, Kata, ends, returned
from grader.film import Call, calls
from grader.trace import Scenario
from grader.verdict import Finding
from grader.words import say

SCRIPT = {"play": "await", "calls": [{"function": "countdown", "args": [2]}, {"function": "countdown"}]}
COUNT = Scenario("count", SCRIPT)


def story(*lines: str, end: bool = True) -> Story:
    """Tell of a call that prints a line a second, and returns a second after the last one."""
    told = Story().mark("called", number=0)
    for line in lines:
        told.out(f"{line}\r\n").wait(1_000)
    return told.mark("returned", number=0, repr="'done'") if end else told


def call_of(told: Story, scenario: Scenario = COUNT, number: int = 0) -> Call:
    """Return a call of a story."""
    return calls(told.trace(scenario=scenario))[number]


@pytest.mark.parametrize(
    "told, shown",
    [
        (story("2", "1"), "'2' at 0 s, '1' at 1 s; it returned 'done' after 2 s"),
        (story(), "it returned 'done' after 0 s"),
        (story("2", end=False), "'2' at 0 s"),
        (story(end=False), "nothing was printed"),
        (Story().out("a\r\nb").wait(1), "a / b"),
        (Story(), "nothing was printed"),
        (story(*"abcdefghijk", end=False), "'h' at 7 s, and more"),
    ],
)
def test_show(told: Story, shown: str) -> None:
    """In one line: what came on screen and when, and what came back; a flood of lines is cut."""
    assert usual.show(told.trace(scenario=COUNT)).endswith(shown)


def test_title() -> None:
    """A call is told by its function and arguments, and the scenario's name tells it from others."""
    told = story("2").mark("called", number=1).mark("called", number=2)

    assert [usual.title(each) for each in calls(told.trace(scenario=COUNT))] == [
        "countdown(2) is called, in the scenario 'count'",
        "countdown() is called, in the scenario 'count'",
        "countdown() is called, in the scenario 'count'",
    ]
    assert usual.title(call_of(story(), Scenario("x", {"play": "nothing"}))) == "the scenario 'x' is played"


def test_picture() -> None:
    """What was on the terminal is drawn."""
    shown = [[row for row in view.rows if row] for view in usual.picture(call_of(story("2", "1"))).film]

    assert shown[-1] == ["2", "1"]


def test_kata_by_default() -> None:
    """A kata needs names and scenarios only: a finding stays as it is, and there is no truth run."""
    kata = Kata(("countdown",), lambda _: [COUNT])
    finding = Finding(say("this"), say("that"), say("so"))

    assert kata.teach("numbers", CheckFailed(finding, None), b"") is finding
    assert (kata.whole, kata.show, kata.tell) == (None, usual.show, None)


def test_returned() -> None:
    """A check asks for the end of a call; where there is none, it fails with what happened instead."""
    expected, hint = say("it returns"), say("Return.")
    mark = returned(call_of(story("2")), expected, hint)
    raised = story("2", end=False).mark("raised", number=0, error={"type": "KeyError", "text": "1", "line": 3})
    with pytest.raises(CheckFailed) as failed:
        returned(call_of(raised), expected, hint)
    with pytest.raises(CheckFailed, match="it did not return; it ended without that"):
        returned(call_of(story("2", end=False)), expected, hint)

    assert mark["repr"] == "'done'"
    assert (failed.value.finding.seen, failed.value.finding.line) == ("KeyError: 1, line 3", 3)


def test_ends() -> None:
    """A run of the whole program is right as long as it ends by itself and without an exception."""
    ends(story("2").trace())
    with pytest.raises(CheckFailed, match="KeyError: 1"):
        ends(story().mark("raised", error={"type": "KeyError", "text": "1"}).trace())
    with pytest.raises(CheckFailed, match="it still went on"):
        ends(story().trace("endless"))
