"""A call's trace as lanes and a film."""

import re

from parent_helpers import MS, Story

from grader.film import calls
from grader.lanes import run_of
from grader.run import Lane, Run
from grader.trace import Scenario

FRAME = re.compile(r"[|/\\-](?: .*)?")
CALL = Scenario("by hand", {"play": "call", "function": "supervisor"})


def run(story: Story, scenario: Scenario = CALL) -> Run:
    """Return the picture of a story's one call."""
    (call,) = calls(story.trace(scenario=scenario))
    return run_of(call, FRAME)


def lane(run: Run, name: str) -> Lane:
    """Return the lane of this name."""
    (found,) = [lane for lane in run.lanes if lane.name == name]
    return found


def begun() -> Story:
    """Return a story in which a call has begun."""
    return Story().mark("loaded").mark("called", number=0)


def test_empty() -> None:
    """A call of which nothing is known is a lane with its begin, and a blank screen."""
    picture = run(begun())

    assert [(each.name, [point.kind for point in each.points]) for each in picture.lanes] == [
        ("MainThread", ["called"])
    ]
    assert (picture.end, len(picture.film), picture.cut) == (0, 1, False)


def test_frame() -> None:
    """A frame lies in the lane of who wrote it, with the line."""
    story = begun().event("write", text="\r| msg", line=7).out("\r| msg").wait(100).mark("returned", number=0)

    (point,) = [point for point in lane(run(story), "MainThread").points if point.kind == "frame"]
    assert (point.time, point.text, point.line) == (0, "'| msg' came on screen", 7)


def test_sleep() -> None:
    """A sleep is a span, with its seconds and the line."""
    story = begun().event("sleep", ns=100 * MS, line=9).wait(100).mark("returned", number=0)

    (span,) = lane(run(story), "MainThread").spans
    assert (span.begin, span.end, span.state, span.why, span.line) == (0, 100 * MS, "sleeps", "time.sleep(0.1)", 9)


def test_film() -> None:
    """A view stays for as long as nothing changed, and what was gone at once was never seen."""
    story = begun().out("| msg").wait(100).wait(100).out("\rx").mark("returned").out("\r/ msg").wait(100)

    assert [(view.time / MS, view.until / MS, view.rows[3]) for view in run(story).film] == [
        (0, 200, "| msg"),
        (200, 200, "/ msg"),
    ]
