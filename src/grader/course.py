"""The terms of a course: what a check is worth, whether a bonus counts, and what it takes to have passed.

They are read from a ``course.toml``, in which every line may be left out; what is said there wrongly is refused with
the name of the key and what it may be, for marks depend on it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, Protocol, cast, get_args

from grader.attempt import KATAS
from grader.hinting import promises_of
from grader.settings import UsageError
from grader.tables import Values, read_tables
from grader.verdict import CheckResult, KataStatus, KataVerdict, Verdict
from grader.words import say

Rule = Literal["all", "any", "percent"]
CourseStatus = Literal["passed", "failed", "open"]
"""What somebody came to; ``open`` where a person has to judge what the grader couldn't, and that decides."""

MAX_POINTS = 1000  # of a check; a weight has the same bound
MAX_TITLE = 200


@dataclass(frozen=True, slots=True)
class Course:
    """The terms of a course; the defaults are what holds where there is no ``course.toml``.

    ``points``: by kata, then by check, whole numbers; a check that isn't named there is worth what it declares itself.
    ``weights``: by kata, a whole number that all its points are multiplied by. ``bonus``: whether bonus points are
    added to a learner's total. ``rule`` says who has passed: with every kata (``all``), with at least one (``any``),
    or with at least ``percent`` of the required points.
    """

    title: str = ""
    points: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    weights: Mapping[str, int] = field(default_factory=dict)
    bonus: bool = True
    rule: Rule = "all"
    percent: int = 100

    def worth(self, kata: str, check: str, declared: int) -> int:
        """Return the points of a check that declares ``declared`` points itself."""
        return self.points.get(kata, {}).get(check, declared) * self.weights.get(kata, 1)


class Marked(Protocol):
    """What of a mark decides who has passed."""

    @property
    def kata(self) -> str:
        """The kata that was marked."""

    @property
    def status(self) -> KataStatus:
        """How it ended."""

    @property
    def points(self) -> int:
        """The required points that it earned, as `weighed` counts them."""


def required_points(kata: str, course: Course) -> int:
    """Return the points of all required checks of a kata, whether there is a file for it or not."""
    required = [promise for promise in promises_of(kata) if not promise.bonus]
    return sum(course.worth(kata, promise.check, promise.points) for promise in required)


def weighed(verdict: Verdict, course: Course) -> Verdict:
    """Return the verdict with each check's points as the course counts them; nothing else of it changes."""
    return replace(verdict, katas=tuple(_weighed_kata(kata, course) for kata in verdict.katas))


def _weighed_kata(kata: KataVerdict, course: Course) -> KataVerdict:
    return replace(kata, checks=tuple(_weighed_check(kata.kata, check, course) for check in kata.checks))


def _weighed_check(kata: str, check: CheckResult, course: Course) -> CheckResult:
    return replace(check, max_points=course.worth(kata, check.id, check.max_points))


def counted(verdict: Verdict, course: Course) -> Verdict:
    """Return a weighed verdict as reports have it: where the course counts no bonus, bonus checks are worth nothing.

    Only the gradebook tells such points, beside a total that doesn't hold them.
    """
    if course.bonus:
        return verdict
    return replace(verdict, katas=tuple(replace(kata, checks=_without_bonus(kata)) for kata in verdict.katas))


def _without_bonus(kata: KataVerdict) -> tuple[CheckResult, ...]:
    return tuple(replace(check, max_points=0) if check.bonus else check for check in kata.checks)


def has_passed(marks: Iterable[Marked], course: Course) -> bool:
    """Return whether somebody with these marks, one for each kata, has passed the course.

    A kata that is missing is one that wasn't passed, and its points count among those that could be had; one that gives
    no points, such as one of weight 0, isn't asked for. No bonus is ever needed to pass, nor makes up for anything.
    """
    marks = [mark for mark in marks if required_points(mark.kata, course)]
    passed = [mark.status == "passed" for mark in marks]
    if course.rule == "all":
        return bool(passed) and all(passed)
    if course.rule == "any":
        return any(passed)
    possible = sum(required_points(mark.kata, course) for mark in marks)
    return possible > 0 and sum(mark.points for mark in marks) * 100 >= course.percent * possible


@dataclass(frozen=True, slots=True)
class _Granted:
    kata: str
    status: KataStatus
    points: int


def course_status(marks: Iterable[Marked], course: Course) -> CourseStatus:
    """Return what somebody with these marks, one for each kata, came to by the terms of the course.

    That the grader couldn't judge a kata is never the learner's fault: who hasn't passed, but would if all of that kata
    turned out right, has neither passed nor failed.
    """
    marks = list(marks)
    if has_passed(marks, course):
        return "passed"
    granted = (
        _Granted(mark.kata, "passed", required_points(mark.kata, course)) if mark.status == "unjudged" else mark
        for mark in marks
    )
    return "open" if has_passed(granted, course) else "failed"


def read_course(path: Path) -> Course:
    """Read the terms of a course; `UsageError` where the file isn't as it should be."""
    return _course(Values(path), read_tables(path))


def _course(file: Values, terms: Mapping[str, object]) -> Course:
    file.known("", terms, ("title", "bonus", "passing", "weights", "points"))
    rule, percent = _passing(file, file.table("passing", terms.get("passing", {})))
    course = Course(
        title=file.line("title", terms.get("title", ""), MAX_TITLE),
        points=_points(file, file.table("points", terms.get("points", {}))),
        weights=_weights(file, file.table("weights", terms.get("weights", {}))),
        bonus=file.truth("bonus", terms.get("bonus", True)),
        rule=rule,
        percent=percent,
    )
    if not any(required_points(kata, course) for kata in KATAS):
        raise UsageError(
            say(
                "{file}: nothing in this course gives points: leave a required check some, and its kata a weight",
                file=file.name,
            )
        )
    return course


def _passing(file: Values, table: Mapping[str, object]) -> tuple[Rule, int]:
    file.known("passing", table, ("rule", "percent"))
    rule = cast("Rule", file.choice("passing.rule", table.get("rule", "all"), get_args(Rule)))
    if rule != "percent" and "percent" in table:
        raise UsageError(
            say(
                '{file}: passing.percent counts only with rule = "percent": write that above it, or leave it out',
                file=file.name,
            )
        )
    if rule == "percent" and "percent" not in table:
        raise UsageError(
            say(
                '{file}: rule = "percent" needs to know of how many: write percent = 60 below it, or another number',
                file=file.name,
            )
        )
    percent = file.whole("passing.percent", table.get("percent", 100), 100)
    if percent == 0:
        file.wrong("passing.percent", 0, say("a whole number from 1 to 100, or everybody passes"))
    return rule, percent


def _weights(file: Values, table: Mapping[str, object]) -> Mapping[str, int]:
    file.known("weights", table, KATAS)
    return {kata: file.whole(f"weights.{kata}", weight, MAX_POINTS) for kata, weight in table.items()}


def _points(file: Values, table: Mapping[str, object]) -> Mapping[str, Mapping[str, int]]:
    file.known("points", table, KATAS)
    return {kata: _kata_points(file, kata, file.table(f"points.{kata}", given)) for kata, given in table.items()}


def _kata_points(file: Values, kata: str, table: Mapping[str, object]) -> Mapping[str, int]:
    file.known(f"points.{kata}", table, [promise.check for promise in promises_of(kata)])
    return {check: file.whole(f"points.{kata}.{check}", points, MAX_POINTS) for check, points in table.items()}
