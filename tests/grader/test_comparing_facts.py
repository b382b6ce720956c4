"""What is measured of a call says what it did, and stumbles over nothing that an attempt may have done."""

from collections.abc import Mapping
from typing import Any

import pytest
from parent_helpers import Story, kata_module

from grader.film import calls
from grader.trace import Scenario

facts = kata_module("spinner_thread").KATA.facts
SPIN = {"play": "thread", "calls": [{"function": "spin", "args": ["msg"], "after": 250_000_000}]}
STANDIN = {"slow_function": {"seconds": 300_000_000, "coroutine": False}}
SUPERVISOR = {"play": "call", "function": "supervisor", "standins": STANDIN}


def told(story: Story, script: Mapping[str, Any], name: str = "by hand", *, natural: bool = False) -> dict[str, str]:
    """Return what is said of a story's last call, by kind."""
    trace = story.trace(scenario=Scenario(name, script, natural=natural))
    return {kind: str(fact.said) for kind, fact in facts(calls(trace)[-1]).items()}


def spinner() -> Story:
    """Return a spinner that is told to stop in the midst of its third frame."""
    story = Story().mark("called", number=0)
    for char, wait in (("|", 100), ("/", 110), ("-", 40)):
        story.out(f"\r{char} msg").wait(wait)
    return story.mark("stopping", number=0)


def test_spin() -> None:
    """Of a spinner that is: its frames, its pace, how it ended, what it left."""
    assert told(spinner().wait(60).out("\r     \r").mark("returned", number=0), SPIN) == {
        "frames": "they begin with '| msg', and go on in the order | / - \\",
        "pace": "frames in all: 3, a new one after 0.1 s to 0.11 s",
        "stop": "it returns 0.06 s after it is told to; frames after that: 0",
        "cancel": "it returns 0.06 s after it is told to; frames after that: 0",
        "cleanup": "the line is clean",
    }


def test_order_and_pace() -> None:
    """Another order is told as it is; at a steady pace there is one time; where there is one frame, there is none."""
    backwards = Story().mark("called", number=0)
    for char in "|\\-/":
        backwards.out(f"\r{char} msg").wait(100)
    found = told(backwards.mark("stopping", number=0), SPIN)

    assert found["frames"] == "they begin with '| msg', and go on in the order | \\ - /"
    assert found["pace"] == "frames in all: 4, a new one every 0.1 s"
    assert told(Story().mark("called", number=0).out("| msg").wait(100), SPIN)["pace"] == "frames in all: 1"


def test_spin_that_never_ends() -> None:
    """What never came isn't measured."""
    assert {key: told(spinner(), SPIN).get(key) for key in ("stop", "cleanup")} == {
        "stop": "it doesn't end when it is told to",
        "cleanup": None,
    }


def test_spin_that_dies() -> None:
    """An exception ends it, too, in its own way."""
    story = spinner().mark("raised", number=0, error={"type": "OSError", "text": "no", "line": 3, "function": "spin"})

    assert told(story, SPIN)["stop"] == "it ends 0 s after it is told to, by OSError: no in spin, line 3"


@pytest.mark.parametrize("name, kind", [("wide", "wide"), ("spin", "cleanup")])
def test_wide(name: str, kind: str) -> None:
    """A line that isn't clean is a matter of its own where the message is a wide one."""
    found = told(spinner().mark("returned", number=0), SPIN, name)

    assert found[kind] == "the line still shows '- msg'"
    assert len({"wide", "cleanup"} & set(found)) == 1


def test_unflushed() -> None:
    """Where nobody helps in flushing it is only asked what was to be seen."""
    assert told(Story().mark("called", number=0).wait(100).mark("stopping", number=0), SPIN, natural=True) == {
        "visible": "none is shown",
        "frames": "none is shown",
    }


def test_forged_calls() -> None:
    """Nothing is measured of calls that nobody has made."""
    assert told(spinner().mark("called", number=1).wait(100), SPIN) == {}


def test_supervisor() -> None:
    """Of a supervisor that is: its announcement, its spinner, what came back, and what was left."""
    story = Story().mark("called", number=0).out("spinner object: <Thread(Thread-1 (spin), initial)>\r\n")
    story.event("call", what="slow_function", state="called").out("\r| msg").wait(300)
    story.event("call", what="slow_function", state="returned").wait(100).out("\r     \r")
    alive = [{"actor": 1, "name": "Thread-1 (spin)"}]
    story.mark("returned", number=0, alive=alive, repr="42")

    assert told(story, SUPERVISOR) == {
        "announce": "it announces 'spinner object: <Thread(Thread-1 (spin), initial)>'",
        "concurrent": "frames while slow_function works: 1; supervisor ends 0.1 s after it did",
        "result": "it returns 42",
        "joined": "still alive is Thread-1 (spin); the line is clean",
        "awaited": "the line is clean",
    }


def test_supervisor_that_never_returns() -> None:
    """Of one that never comes back it is told what came before."""
    assert told(Story().mark("called", number=0).wait(100), SUPERVISOR) == {
        "announce": "it announces nothing",
        "concurrent": "frames: 0; supervisor doesn't come to its end",
    }


def test_main() -> None:
    """Of the whole program that is what was on the terminal."""
    assert told(Story().mark("called", number=0).wait(100), {"play": "main"}) == {
        "frames": "none is shown",
        "answer": "there is nothing on the screen",
    }
    assert told(spinner().out("\rAnswer: 42").wait(1), {"play": "main"}) == {
        "frames": "they begin with '| msg', and go on in the order | / - \\",
        "pace": "frames in all: 3, a new one after 0.1 s to 0.11 s",
        "answer": "the last line on the screen is 'Answer: 42'",
    }
