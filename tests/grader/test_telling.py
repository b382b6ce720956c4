"""What is told of a whole run of `main` from its output and its end alone, in virtual and in real time."""

import pytest
from parent_helpers import MS, Story, kata_module
from runs import SPINNERS

from grader.checks import CheckFailed
from grader.trace import Output, Trace

ANNOUNCED = "spinner object: <Thread(Thread-1 (spin), initial)>\r\n"
ANSWER = "Answer: 42\r\n"


def story(frames: str = "|/-\\" * 7 + "|/", wipe: str = "\r\x1b[K", answer: str = ANSWER) -> Story:
    """Return a run that draws these frames, a tenth of a second each, wipes and answers."""
    told = Story().out(ANNOUNCED)
    for char in frames:
        told.out(f"\r{char} thinking!").wait(100)
    return told.out(wipe).out(answer)


def seen_in(trace: Trace) -> str | None:
    """Return what was wrong with a run, None where nothing was; both katas tell the same."""
    found = {_told(kata, trace) for kata in SPINNERS}
    (seen,) = found
    return seen


def _told(kata: str, trace: Trace) -> str | None:
    try:
        kata_module(kata).KATA.tell(trace)
    except CheckFailed as failed:
        return failed.finding.seen
    return None


def test_right() -> None:
    """Announcement, frames, a clean line, the answer, a return: that is right."""
    assert seen_in(story().trace()) is None


def test_late() -> None:
    """A machine that is so busy that few frames come, and those late, fails nobody."""
    told = Story().wait(1_500).out(ANNOUNCED)
    for char in "|/-\\|/-":
        told.out(f"\r{char} thinking!").wait(700)

    assert seen_in(told.out("\r\x1b[K").out(ANSWER).trace()) is None


def test_in_pieces() -> None:
    """It doesn't matter in what pieces the output arrives."""
    data = b"".join(entry.data for entry in story().entries if isinstance(entry, Output))
    pieces = Story()
    for position in range(0, len(data), 7):
        pieces.out(data[position : position + 7].decode()).wait(60)

    assert seen_in(pieces.trace()) is None


@pytest.mark.parametrize(
    "told, seen",
    [
        (story(frames=""), "there was no frame"),
        (story(frames="|/-"), "3 frames in 0.2 s"),
        (story(frames="/-\\|" * 7), "the frames were /-\\|"),
        (story(frames="|/-\\" * 3 + "/-\\|" * 4), "the frames were |/-\\|/-\\|/-\\/"),
        (story(wipe="\r"), "it showed '/ thinking!'"),
        (story(wipe="\r\x1b[2K  "), "it shows"),
        (story(answer="Answer: 41\r\n"), "it shows"),
        (story(answer=""), "it shows"),
        (story(answer=f"{ANSWER}done\r\n"), "it shows"),
    ],
    ids=["none", "few", "begins late", "out of order", "covered", "blanks", "another", "no answer", "more"],
)
def test_wrong(told: Story, seen: str) -> None:
    """What isn't so is told."""
    assert (seen_in(told.trace()) or "").startswith(seen)


def test_announcement_is_first() -> None:
    """What stands above the first frame begins with the announcement."""
    told = story()
    told.entries.insert(0, Output(0, b"starting\r\n"))

    assert seen_in(told.trace()) == "the first line was 'starting'"


def test_too_quick() -> None:
    """A run of less than the three seconds that slow_function takes is told."""
    assert seen_in(story(frames="|/-\\" * 5).trace()) == "it ended after 2 s"


@pytest.mark.parametrize(
    "trace, seen",
    [
        (story().trace("endless"), "it still went on when the scenario's time was over"),
        (
            story().trace("exited", error={"type": "NameError", "text": "name 'x'", "line": 3}),
            "NameError: name 'x', line 3",
        ),
        (story().mark("raised", error={"type": "KeyError", "text": "1"}).trace(), "KeyError: 1"),
    ],
    ids=["endless", "for real", "in virtual time"],
)
def test_end(trace: Trace, seen: str) -> None:
    """A run that doesn't end as it should is told, whatever it showed."""
    assert seen_in(trace) == seen


def test_flood() -> None:
    """Only the beginning of much output is looked at byte by byte; the end is still seen."""
    told = story()
    told.entries.insert(1, Output(0, b"x" * 200_000))

    assert "there was no frame" in (seen_in(told.trace()) or "")
    assert told.now == 3_000 * MS
