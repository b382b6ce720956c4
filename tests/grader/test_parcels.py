"""What two processes of ours tell each other arrives as it was, and is only read, never executed."""

from pathlib import Path

import pytest
from scenes import SCENES

from grader.attempt import Attempt, Source
from grader.classroom.records import Job, Result
from grader.course import Course
from grader.parcels import pack, unpack
from grader.settings import Settings
from grader.verdict import CheckResult, Finding, KataVerdict, Real, Verdict
from grader.words import Message, say

SOURCE = Source("spinner_thread", Path("a b", "ü\udce9.py"), "ü\udce9.py", b"\xff\x00 print()\r\n")
TERMS = Course("Spring", {"spinner_thread": {"signal": 2}}, {"spinner_thread": 3}, bonus=False, rule="any")
RECORDS = [
    Settings(7, fork=True, pty=False, without=frozenset({"stop", "pace"})),
    Attempt("exercises", ("spinner_thread",), {"spinner_thread": SOURCE}),
    "a traceback",
    Job("ada", "Ada", Attempt("a", (), {}), Settings(7, fork=True, pty=True), TERMS, ("html", "csv"), "ko", "0" * 64),
    Job(
        "ada",
        "Ada",
        Attempt("a", (), {}),
        Settings(7, fork=True, pty=True),
        TERMS,
        (),
        "ko",
        "",
        (say("a remark"),),
        {"spinner_thread": say("no {what}", what="file")},
    ),
    Result("ada", None, {"html": "<p>\ud800"}, say("no {what}", what="verdict")),
    Verdict(
        "exercises",
        "3.13.0",
        1,
        0.25,
        (
            KataVerdict(
                "spinner_thread",
                "failed",
                "deadlock",
                real=Real("failed", Finding("this", "\ud800", "so", 3)),
                checks=(CheckResult("frames", "It draws.", "blocked", bonus=True, blocked_by="signal"),),
            ),
        ),
    ),
    *(make() for make in SCENES.values()),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_arrives(record: object) -> None:
    """A record comes back equal to what it was, in one line."""
    line = pack(record)

    assert (unpack(line), line.count(b"\n")) == (record, 1)


def test_sentences() -> None:
    """A sentence comes back as one: it can still be said in another language, and so can those within it."""
    inner = say("line {line}", line=3)
    message = unpack(pack(Finding(say("{what}, {where}", what="{x}", where=inner), "", "")))

    assert isinstance(message, Finding)
    assert isinstance(message.expected, Message)
    assert (message.expected, message.expected.template) == ("{x}, line 3", "{what}, {where}")
    assert (
        message.expected.said({"{what}, {where}": "{where}: {what}", "line {line}": "줄 {line}"}.__getitem__)
        == "줄 3: {x}"
    )


@pytest.mark.parametrize(
    "line", [b"", b"nonsense\n", b"{}\n", b'{"is":"Popen","of":{}}\n', b'{"is":"Verdict","of":{}}\n']
)
def test_refuses(line: bytes) -> None:
    """What is no record of ours is refused, whatever it names."""
    with pytest.raises(ValueError, match=r"record|Expecting"):
        unpack(line)


def test_sends_ours_only() -> None:
    """What is none of our records isn't sent."""
    with pytest.raises(TypeError):
        pack(object())
