"""How a class did, counted: what the summaries are made of, whatever they look like."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from grader.classroom.records import Gradebook, Mark, Row, RowOutcome
from grader.verdict import CAUSES, CheckStatus, KataStatus
from grader.words import Message, say

OUTCOMES: tuple[RowOutcome, ...] = ("passed", "failed", "open", "problem")
"""What a learner may have come to, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A check, and how many attempts it ended in which way for: of those in which it could be judged or was blocked."""

    check: str
    sentence: str
    bonus: bool
    passed: int
    failed: int
    blocked: int
    unjudged: int

    @property
    def count(self) -> int:
        """How many attempts there were."""
        return self.passed + self.failed + self.blocked + self.unjudged


@dataclass(frozen=True, slots=True)
class Group:
    """Learners who have one thing in common: a check that was the first to fail, a status, or an early end."""

    what: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """One kata. ``firsts``: what keeps how many learners from passing, the commonest first."""

    kata: str
    statuses: tuple[Group, ...]
    checks: tuple[Tally, ...]
    firsts: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class ByHand:
    """A learner whose work somebody should look at, and why."""

    row: Row
    reasons: tuple[str, ...]


def figures_of(book: Gradebook, kata: str) -> Figures:
    """Return how the class did in one kata."""
    marked = [(row, mark) for row in book.rows for mark in row.marks if mark.kata == kata]
    order = {status: place for place, status in enumerate(get_args(KataStatus))}
    statuses = _grouped((mark.status, row) for row, mark in marked)
    # A cause has the name of its check; where no check failed, it is the status that says why.
    firsts = _grouped((mark.first or mark.status, row) for row, mark in marked if mark.status != "passed")
    place_of = {what: place for place, what in enumerate([*book.sentences.get(kata, {}), *order])}
    return Figures(
        kata,
        tuple(sorted(statuses, key=lambda group: order[group.what])),
        tuple(_tallies(book, kata, [mark for _, mark in marked])),
        tuple(sorted(firsts, key=lambda group: (-len(group.rows), place_of[group.what]))),
    )


def ends_of(book: Gradebook) -> tuple[Group, ...]:
    """Return who ended a kata early, by the cause, the commonest first; each learner once per cause."""
    found = _grouped((mark.cause, row) for row in book.rows for mark in row.marks if mark.cause)
    names = sorted(CAUSES)
    unique = (Group(group.what, tuple({row.slug: row for row in group.rows}.values())) for group in found)
    return tuple(sorted(unique, key=lambda group: (-len(group.rows), names.index(group.what))))


def by_hand(book: Gradebook) -> Iterator[ByHand]:
    """Yield the learners whose work a person should look at."""
    for row in book.rows:
        reasons = tuple(_reasons(row))
        if reasons:
            yield ByHand(row, reasons)


def counted(book: Gradebook) -> Mapping[RowOutcome, int]:
    """Return how many passed, did not pass, are to be judged, and could not be graded."""
    found = Counter(row.outcome for row in book.rows)
    return {outcome: found[outcome] for outcome in OUTCOMES}


def _reasons(row: Row) -> Iterator[str]:
    if row.problem is not None:
        yield say("not graded: {problem}", problem=row.problem)
    yield from row.remarks
    for mark in row.marks:
        if mark.status == "unjudged" or any(status == "unjudged" for _, status in mark.checks):
            yield _unsure(mark)
        elif mark.cause == "tampered":
            yield say("{kata} meddles with what the grader needs to watch it", kata=mark.kata)


def _unsure(mark: Mark) -> Message:
    if mark.seen and mark.status == "unjudged":
        return say("the grader couldn't tell about {kata}: {seen}", kata=mark.kata, seen=mark.seen)
    return say("the grader couldn't tell about all of {kata}", kata=mark.kata)


def _grouped(pairs: Iterable[tuple[str, Row]]) -> list[Group]:
    groups: dict[str, list[Row]] = {}
    for what, row in pairs:
        groups.setdefault(what, []).append(row)
    return [Group(what, tuple(rows)) for what, rows in groups.items()]


def _tallies(book: Gradebook, kata: str, marks: list[Mark]) -> Iterator[Tally]:
    ended = [dict(mark.checks) for mark in marks]
    for check, sentence in book.sentences.get(kata, {}).items():
        found = [checks.get(check) for checks in ended]
        counts = {status: found.count(status) for status in get_args(CheckStatus)}
        yield Tally(check, sentence, check in book.bonuses.get(kata, ()), **counts)
