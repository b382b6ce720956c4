"""A trace answers what checks ask of it."""

import pytest
from parent_helpers import Story

from grader.trace import Data, Event, Trace

ERROR = {"type": "NameError", "text": "name 'x' is not defined", "line": 3, "function": "spin", "todo": False}
TODO = {"type": "NotImplementedError", "text": "", "line": 9, "function": "supervisor", "todo": True}


@pytest.fixture
def trace() -> Trace:
    """Return a trace with an event or two of some kinds."""
    story = Story().mark("loaded").mark("called", number=0).event("sleep", line=4).event("sleep", line=5)
    return story.mark("returned", number=0).mark("called", number=1).out("| msg").wait(100).trace()


def errors(trace: Trace) -> list[Data]:
    """Return all errors of a trace."""
    return list(trace.errors())


def test_events(trace: Trace) -> None:
    """Events are found by their kind, in order."""
    assert [event["line"] for event in trace.events("sleep")] == [4, 5]
    assert trace.events("thread") == []


def test_events_with_fields(trace: Trace) -> None:
    """Events are found by the values of their fields; one without such a field has it as None."""
    assert [event["line"] for event in trace.events("sleep", line=5)] == [5]
    assert trace.events("sleep", line=5, which=1) == []
    assert len(trace.events("sleep", which=None)) == 2


def test_mark(trace: Trace) -> None:
    """The first mark of a label is found, of any call or of one."""
    first, second = trace.mark("called"), trace.mark("called", 1)

    assert first is not None
    assert second is not None
    assert (first["number"], second["number"]) == (0, 1)


def test_no_such_mark(trace: Trace) -> None:
    """A mark that was never reached is None."""
    assert (trace.mark("cancelling"), trace.mark("returned", 1)) == (None, None)


def test_field_that_is_not_there(trace: Trace) -> None:
    """An event has None for what it doesn't tell of."""
    first = trace.entries[0]

    assert isinstance(first, Event)
    assert (first["label"], first["error"]) == ("loaded", None)


def test_errors() -> None:
    """Errors are those of marks, of calls that raised, and of the end."""
    story = Story().mark("raised", error=ERROR).event("call", what="spin", state="raised", **TODO)

    assert [error["type"] for error in errors(story.trace("broken", error=ERROR))] == [
        "NameError",
        "NotImplementedError",
        "NameError",
    ]


def test_no_errors(trace: Trace) -> None:
    """Where nothing was raised there are none."""
    assert errors(trace) == []
    assert trace.todo is None


def test_todo() -> None:
    """The function that is still to be written is named, and its line, wherever its error was seen."""
    assert Story().mark("raised", error=TODO).trace().todo == "supervisor"
    assert Story().mark("raised", error=TODO).trace().todo_line == 9
    assert Story().event("call", what="spin", state="raised", **TODO).trace().todo == "supervisor"


def test_error_is_no_todo() -> None:
    """Another error, or one that was raised below the attempt, is nothing to do."""
    assert Story().mark("raised", error=ERROR).trace().todo is None
    assert Story().mark("raised", error={**TODO, "todo": False}).trace().todo is None
