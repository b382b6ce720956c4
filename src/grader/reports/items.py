"""A verdict as a list of results, one for each check, for the formats that know nothing but tests and their outcomes.

Where no check tells why a kata isn't passed (its file is missing or broken, or real time contradicts virtual time), a
result for the kata as a whole comes first: else such a format would show nothing amiss.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.attempt import KATAS
from grader.course import Course, counted, required_points
from grader.language import Language
from grader.reports import Look, flat
from grader.reports.notes import clipped, told
from grader.verdict import CheckResult, Finding, KataVerdict, Verdict
from grader.words import Message, say

Outcome = Literal["passed", "failed", "blocked", "todo", "unjudged", "broken", "missing"]
WHOLE = "(whole)"  # no check has brackets in its id
_TELLING = {"failed": {"failed"}, "todo": {"todo"}, "unjudged": {"unjudged"}}


@dataclass(frozen=True, slots=True)
class Item:
    """One result. ``id`` is a check's, or `WHOLE`; ``path`` that of the kata's file; ``line`` a line of it.

    ``outcome`` is ``todo`` where a check waits for something to be written, else the check's or the kata's status.
    ``withheld``: what the check earned in virtual time doesn't count, for in real time the program did something else.
    """

    kata: str
    path: str
    id: str
    promise: str
    outcome: Outcome
    bonus: bool = False
    earned: int = 0
    max_points: int = 0
    finding: Finding | None = None
    blocked_by: str | None = None
    withheld: bool = False

    @property
    def line(self) -> int | None:
        """The line of the file that the finding names."""
        return self.finding.line if self.finding else None

    @property
    def points(self) -> int:
        """What counts."""
        return 0 if self.withheld else self.earned

    @property
    def name(self) -> str:
        """The name of this result among those of all katas, the same in every language."""
        return f"{self.kata}: {self.id}"


def items(verdict: Verdict, look: Look) -> Iterator[Item]:
    """Go through a verdict, kata by kata, in the order of the contract."""
    terms = look.course or Course()
    for kata in counted(verdict, terms).katas:
        yield from items_of(kata, Path(look.path(verdict.attempt, kata.kata)).as_posix(), terms)


def items_of(kata: KataVerdict, path: str, terms: Course) -> list[Item]:
    """Return the results of one kata; ``path`` is that of its file."""
    found = [_item(kata, check, path) for check in kata.checks]
    if kata.status == "passed" or _tells_why(kata, found):
        return found
    # What can't be had for a file that isn't there is part of what could be had.
    most = required_points(kata.kata, terms) if kata.status == "missing" and kata.kata in KATAS else 0
    whole = Item(kata.kata, path, WHOLE, _WHOLE[kata.status], kata.status, max_points=most, finding=kata.finding)
    return [whole, *found]


def _tells_why(kata: KataVerdict, found: list[Item]) -> bool:
    """Return whether the checks tell why a kata isn't passed, and there is nothing to add to that."""
    if kata.finding and kata.status != "todo":
        return False
    outcomes = {item.outcome for item in found if not item.bonus}
    return bool(outcomes & _TELLING.get(kata.status, set()))


def _item(kata: KataVerdict, check: CheckResult, path: str) -> Item:
    outcome: Outcome = check.status
    if check.status == "blocked" and check.blocked_by is None and kata.status == "todo":
        outcome = "todo"
    # What is said of a check that passed would be read as an objection.
    finding = None if check.status == "passed" else check.finding
    return Item(
        kata.kata,
        path,
        check.id,
        check.sentence,
        outcome,
        check.bonus,
        check.points,
        check.max_points,
        finding,
        check.blocked_by,
        kata.contradicted,
    )


_WHOLE = {
    "failed": say("The kata passes."),
    "todo": say("Everything is written."),
    "missing": say("The file is there."),
    "broken": say("The file can be used."),
    "unjudged": say("The program does the same in virtual and in real time."),
}


def lines(item: Item, look: Look) -> list[str]:
    """Return what there is to say of a result in the reader's language, a line for each thing.

    No line holds a line end, whatever a program printed.
    """
    return [flat(line, look.encoding) for line in _lines(item, look.language)]


def _lines(item: Item, language: Language) -> Iterator[str]:
    for note in _notes(item):
        yield language(note)
    if item.finding is None:
        return
    if item.outcome in ("blocked", "todo"):
        yield language(say("still to be written: {what}", what=item.finding.seen))
    else:
        yield from told(item.finding, language)
    if item.line is not None:
        yield language(say("where: {path}, line {line}", path=item.path, line=item.line))


def _notes(item: Item) -> Iterator[Message]:
    """Yield what is to be said of the outcome itself."""
    if item.bonus and item.outcome != "passed":
        yield say("bonus: extra points, never needed to pass")
    if item.blocked_by:
        yield say("not judged: it rests on {check}, which did not pass", check=item.blocked_by)
    elif item.outcome == "blocked" and item.finding is None:
        yield say("not judged: as the file is, no check can be played")
    if item.outcome == "unjudged":
        yield say("the grader could not tell whether this is right, and that is no fault of yours")
    if item.id == WHOLE and item.outcome == "failed" and item.finding is None:
        yield say("a required check could not be judged")
    if item.outcome == "missing":
        yield say("there is no such file: {path}", path=item.path)
    if item.withheld and item.outcome == "passed":
        yield say("passed in virtual time; it counts once somebody has found out why real time differs")


def summary(item: Item, look: Look) -> str:
    """Return the first thing that there is to say of a result, on one line."""
    if item.finding and item.finding.seen:
        return flat(clipped(item.finding.seen, look.language), look.encoding)
    return next(iter(lines(item, look)), "")
