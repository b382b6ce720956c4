"""What a finding teaches: each check has a concept, and each finding says where, when and in whom."""

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st
from parent_helpers import SCENARIO, Story, checks_of, kata_module
from runs import SPINNERS
from teaching_helpers import KINDS, first

from grader.checks import CheckFailed
from grader.film import calls
from grader.trace import Scenario
from grader.verdict import Finding
from grader.words import Message, say

kata_module(SPINNERS[0])  # puts the katas' folder where its modules find each other

from concepts import CONCEPTS  # noqa: E402 - found only now
from reasons import CAUSES, CHECKS, COMPLAINTS, ERRORS, SENTENCES  # noqa: E402
from teaching import teach  # noqa: E402

if TYPE_CHECKING:
    from staging import Staging

pytest_plugins = ("staging",)

SENTENCE = re.compile(r"[.!?](?=\s|$)")


@pytest.mark.parametrize("name", CONCEPTS)
def test_two_sentences(name: str) -> None:
    """A concept is told in exactly two sentences, which can be translated."""
    text = CONCEPTS[name]
    assert isinstance(text, Message)
    assert (len(SENTENCE.findall(text)), text[-1]) == (2, ".")


@pytest.mark.parametrize("kata", SPINNERS)
def test_every_check(kata: str) -> None:
    """Every check of both katas, bonus ones, too, has a concept, and there is none for a check that isn't there."""
    assert set(CHECKS[KINDS[kata]]) == set(checks_of(kata))


@pytest.mark.parametrize("table", [*CHECKS.values(), CAUSES, ERRORS, COMPLAINTS, SENTENCES])
def test_tables(table: dict[str, str]) -> None:
    """What the tables name are concepts that are there."""
    assert set(table.values()) <= set(CONCEPTS)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode), st.sampled_from(["frames", "joined", "broken"]))
def test_any_source(source: bytes, check: str) -> None:
    """Whatever the source is, and though there is no trace at all, the finding comes out, with its reason."""
    finding = teach("thread", check, CheckFailed(Finding("this", "that", "so"), None), source)
    assert (finding.expected, finding.seen) == ("this", "that")
    assert finding.why is not None


@pytest.mark.parametrize("kind", KINDS.values())
@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("cause", [None, "busy", "deadlock", "endless", "tampered"])
def test_half_a_trace(kind: str, cause: str | None, *, known: bool) -> None:
    """A trace that breaks off after its first words, and was drawn from a script that nobody knows, stops nothing."""
    story = Story().mark("called", number=0).event("write", text="| x", line=3).wait(1)
    trace = story.trace(cause, Scenario("?", {}) if known else SCENARIO)
    for check in CHECKS[kind]:
        failed = CheckFailed(Finding("this", "that", "so"), cause, calls(trace)[0] if known else None, trace)
        finding = teach(kind, check, failed, b"def spin(msg):\n    pass\n")
        assert (finding.seen, finding.why is None) == ("that", False)


def test_deep_source() -> None:
    """A source so deep that Python gives up on it is no source to name anything by."""
    for source in (b"-" * 60_000 + b"1", b"(" * 60_000, b"x = " + b"[" * 90 + b"]" * 90, b"\x00", b"# coding: nope"):
        assert teach("thread", "frames", CheckFailed(Finding("this", "that", "so"), None), source).why


def test_what_is_there_stays() -> None:
    """A reason, a time and a thread that a check has given itself are kept."""
    finding = Finding("this", "that", "so", 7, at=5, who="Thread-9", why=say("Why. So."))
    taught = teach("thread", "frames", CheckFailed(finding, None), b"")
    assert (taught.line, taught.at, taught.who, taught.why) == (7, 5, "Thread-9", "Why. So.")


@pytest.mark.asyncio
async def test_whole_finding(stage: "Staging") -> None:
    """A failed check tells the line, the time, the thread, the reason and the mistake's name."""
    check, finding = await first(stage._backstage, "spinner_thread/no_wipe")
    assert check == "cleanup"
    assert (finding.line is None, finding.at, finding.who) == (False, 700_000_000, "Thread-1 (spin)")
    assert finding.why == CONCEPTS["leftover"]
    assert finding.mistake == "Nothing erases the last frame"
