"""The gradebook: what every learner came to, made of the verdicts alone, so that it is the same whoever makes it again.

No clock and no chance has a say in it: a run that was killed and resumed ends with the same gradebook to the byte.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from grader.classroom.records import Entry, Gradebook, Mark, Row
from grader.course import Course, course_status, required_points
from grader.verdict import CheckResult, Finding, KataVerdict, Verdict

MAX_SEEN = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an entry: its verdict, or the ``problem`` why there is none."""

    entry: Entry
    verdict: Verdict | None
    problem: str | None = None
    remarks: tuple[str, ...] = ()


def mark_of(kata: KataVerdict) -> Mark:
    """Return a kata's verdict as the gradebook has it."""
    first = kata.first_failed
    # A bonus that was missed is no cause of anything.
    first = None if first is None or first.bonus else first
    told = first.finding if first else _about(kata)
    return Mark(
        kata.kata,
        kata.status,
        kata.cause,
        kata.points,
        kata.max_points,
        kata.bonus_points,
        first.id if first else None,
        told.line if told else None,
        _cut(told.seen) if told else "",
        tuple((check.id, check.status) for check in kata.checks),
    )


def row_of(entry: Entry, verdict: Verdict | None, problem: str | None, remarks: Sequence[str], course: Course) -> Row:
    """Return a learner's row; without a verdict it says the ``problem`` and has no marks."""
    marks = tuple(mark_of(kata) for kata in verdict.katas) if verdict else ()
    row = Row(entry.learner, entry.slug, marks, 0, 0, 0, "failed", problem=problem, remarks=tuple(remarks))
    return _added_up(row, course)


def gradebook_of(
    outcomes: Iterable[Outcome], course: Course, *, seed: int, python: str, katas: Sequence[str]
) -> Gradebook:
    """Return the gradebook of a class; ``outcomes`` are asked for one by one, and none is kept.

    Every row has a mark for each kata: one that somebody didn't hand in is worth what it is worth to the others, and
    earned nothing of that.
    """
    rows: list[Row] = []
    checks: dict[str, dict[str, CheckResult]] = {kata: {} for kata in katas}
    for outcome in outcomes:
        rows.append(row_of(outcome.entry, outcome.verdict, outcome.problem, outcome.remarks, course))
        for kata in outcome.verdict.katas if outcome.verdict else ():
            known = checks.setdefault(kata.kata, {})
            known.update({check.id: check for check in kata.checks if check.id not in known})
    worth = {kata: _required(known.values()) or required_points(kata, course) for kata, known in checks.items()}
    rows = [_added_up(_completed(row, worth), course, sum(worth.values())) for row in rows]
    return Gradebook(
        course,
        seed,
        python,
        tuple(worth),
        {kata: {name: check.sentence for name, check in known.items()} for kata, known in checks.items()},
        tuple(sorted(rows, key=lambda row: (row.learner.casefold(), row.learner, row.slug))),
        {kata: tuple(name for name, check in known.items() if check.bonus) for kata, known in checks.items()},
    )


def _required(checks: Iterable[CheckResult]) -> int:
    return sum(check.max_points for check in checks if not check.bonus)


def _completed(row: Row, worth: Mapping[str, int]) -> Row:
    if row.problem is not None:
        return row
    marks = {mark.kata: mark for mark in row.marks}
    whole = (marks.get(kata) or mark_of(KataVerdict(kata, "missing")) for kata in worth)
    return replace(
        row, marks=tuple(mark if mark.checks else replace(mark, max_points=worth[mark.kata]) for mark in whole)
    )


def _added_up(row: Row, course: Course, most: int = 0) -> Row:
    bonus = sum(mark.bonus_points for mark in row.marks)
    return replace(
        row,
        points=sum(mark.points for mark in row.marks) + (bonus if course.bonus else 0),
        max_points=max(most, sum(mark.max_points for mark in row.marks)),
        bonus_points=bonus,
        status=course_status(row.marks, course) if row.problem is None else "failed",
    )


def _about(kata: KataVerdict) -> Finding | None:
    """Return what there is to say about a kata in which no required check failed."""
    if kata.finding or kata.status == "passed":
        return kata.finding
    judged = (check.finding for check in kata.checks if check.status != "passed" and not check.bonus)
    return next(filter(None, judged), kata.real.finding if kata.real else None)


def _cut(text: str) -> str:
    return str(text) if len(text) <= MAX_SEEN else f"{text[: MAX_SEEN - 1]}…"
