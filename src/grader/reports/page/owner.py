"""Whose page it is, where a whole class was graded: the name, the course, and what the attempt came to by its terms."""

from collections.abc import Mapping
from dataclasses import dataclass

from grader.course import Course, CourseStatus, course_status, required_points
from grader.reports import Look, flat, progress
from grader.reports.page.texts import Teller
from grader.verdict import KataVerdict, Verdict
from grader.words import Message, say

MAX_NAME = 200
_WORDS: Mapping[CourseStatus, Message] = {
    "passed": say("passed"),
    "failed": say("not passed"),
    "open": say("to be judged"),
}


@dataclass(frozen=True, slots=True)
class Owner:
    """A learner, as their own page names them; ``word`` and ``status`` say whether it is enough.

    ``remarks`` are about what was handed in.
    """

    name: str
    course: str
    status: CourseStatus
    word: str
    score: str
    remarks: tuple[str, ...] = ()


def owner_of(verdict: Verdict, look: Look, tell: Teller) -> Owner | None:
    """Return whose page it is; None where it is that of whoever asked for it."""
    if not look.learner:
        return None
    course = look.course or Course()
    status = course_status(verdict.katas, course)
    total = _total(verdict, course)
    if status == "open":
        total = say("{points} as it stands, until a person has judged what the grader could not", points=total)
    remarks = tuple(flat(tell(remark)) for remark in look.remarks)
    return Owner(_short(look.learner), _short(course.title), status, tell(_WORDS[status]), tell(total), remarks)


def score_of(kata: KataVerdict, look: Look) -> Message:
    """Return what a kata earned, in words; in a class, one that wasn't handed in is worth what it is worth."""
    if not look.learner:
        return progress.score(kata)
    course = look.course or Course()
    if kata.status == "missing":
        return progress.score(kata, course, look.reasons)
    if kata.bonus_points and course.bonus:
        return progress.score(kata)
    return say("{points} of {most} points", points=kata.points, most=kata.max_points)


def _total(verdict: Verdict, course: Course) -> Message:
    points, bonus = (sum(getattr(kata, name) for kata in verdict.katas) for name in ("points", "bonus_points"))
    most = sum(_worth(kata, course) for kata in verdict.katas)
    if not bonus or not course.bonus:
        return say("{points} of {most} points", points=points, most=most)
    return say(
        "{total} points: {points} of {most} for what is required, and {bonus} for bonus checks",
        total=points + bonus,
        points=points,
        most=most,
        bonus=bonus,
    )


def _worth(kata: KataVerdict, course: Course) -> int:
    return kata.max_points if kata.checks else required_points(kata.kata, course)


def _short(text: str) -> str:
    # A name of nothing but blanks is shown as what it is: a heading must hold something.
    shown = flat(text if text.strip() or not text else repr(text))
    return shown if len(shown) <= MAX_NAME else f"{shown[: MAX_NAME - 1]}…"
