"""Whose page it is, where a whole class was graded: the name, the course, and what the attempt came to by its terms."""

from dataclasses import dataclass

from grader.course import Course, has_passed, required_points
from grader.reports import Look, flat, progress
from grader.reports.page.texts import Teller
from grader.verdict import KataVerdict, Verdict
from grader.words import Message, say

MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Owner:
    """A learner, as their own page names them; ``word`` and ``status`` say whether it is enough."""

    name: str
    course: str
    status: str
    word: str
    score: str


def owner_of(verdict: Verdict, look: Look, tell: Teller) -> Owner | None:
    """Return whose page it is; None where it is that of whoever asked for it."""
    if not look.learner:
        return None
    course = look.course or Course()
    passed = has_passed(verdict.katas, course)
    word = say("passed") if passed else say("not passed")
    title = _short(course.title)
    return Owner(
        _short(look.learner), title, "passed" if passed else "failed", tell(word), tell(_total(verdict, course))
    )


def score_of(kata: KataVerdict, look: Look) -> Message:
    """Return what a kata earned, in words; in a class, one that wasn't handed in is worth what it is worth."""
    if not look.learner:
        return progress.score(kata)
    course = look.course or Course()
    if kata.status == "missing":
        return say("it was not handed in: {points} of {most} points", points=0, most=_worth(kata, course))
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
