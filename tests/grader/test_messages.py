"""A message of the stage holds what checks look at, in the form in which they expect it, or it is no message."""

import pytest

from grader.messages import require_form
from grader.wire import Message, WireError

ERROR = {"type": "KeyError", "text": "'x'", "line": None, "function": "spin"}


def mark(label: str, **fields: object) -> Message:
    """Return a mark."""
    return {"n": 1, "t": 0, "e": "mark", "label": label, **fields}


@pytest.mark.parametrize(
    "message",
    [
        mark("called", number=0, main=None),
        mark("loaded", alive=1),
        mark("inspected", names={"spin": "function"}),
        mark("raised", error=ERROR, alive=[{"name": "x", "actor": 1}], tasks=[{"name": "y", "which": 1}]),
        mark("a label of a later version", whatever=[None]),
        {"e": "end", "reason": "ended", "alive": ["Thread-1"], "error": None},
        {"e": "end", "reason": "broken", "alive": [], "error": ERROR},
        {"e": "candidates", "list": [{"repr": "<Thread>", "kind": "thread", "fresh": True}]},
        {"e": "write", "text": "|", "line": 3},
        {"e": "sleep", "ns": 5, "line": 3},
        {"e": "wait", "since": 0, "until": 5, "why": "works", "what": None, "actor": 0, "by": None, "deadline": 9},
        {"e": "wait", "since": 0, "until": 5, "why": "awaits", "what": "x", "of": 1, "on": 2, "title": "Task-1"},
        {"e": "flag", "code": "signal.go = False", "line": 3},
        {"e": "a kind of a later version"},
    ],
)
def test_right(message: Message) -> None:
    """What the stage says, or a later one may say, is right."""
    require_form(message)


@pytest.mark.parametrize(
    "message, what",
    [
        ({"e": "mark"}, "'mark' without 'label'"),
        (mark("inspected"), "'inspected' without 'names'"),
        (mark("raised"), "'raised' without 'error'"),
        (mark("raised", error={"type": "KeyError"}), "whose 'error' is of no use"),
        (mark("returned", alive=[5]), "whose 'alive' is of no use"),
        (mark("loaded", alive=[]), "whose 'alive' is of no use"),
        (mark("returned", same=1), "whose 'same' is of no use"),
        ({"e": "advance", "to": True}, "whose 'to' is of no use"),
        ({"e": "candidates", "list": [{"repr": "x", "kind": "thread"}]}, "whose 'list' is of no use"),
        ({"e": "end", "reason": "ended", "alive": [1]}, "whose 'alive' is of no use"),
        ({"e": "write", "text": None}, "whose 'text' is of no use"),
        ({"e": "task", "state": "created", "which": {}}, "whose 'which' is of no use"),
        ({"e": "sleep"}, "'sleep' without 'ns'"),
        ({"e": "wait", "since": 0, "until": 5}, "'wait' without 'why'"),
        ({"e": "wait", "since": 0, "until": "5", "why": "works"}, "whose 'until' is of no use"),
        ({"e": "flag", "line": 3}, "'flag' without 'code'"),
        ({"e": {}, "label": []}, "whose 'label' is of no use"),
    ],
)
def test_wrong(message: Message, what: str) -> None:
    """What a check would stumble over is refused, and said."""
    with pytest.raises(WireError, match=what):
        require_form(message)
