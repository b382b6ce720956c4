"""The terms of a course: what a check is worth, whether a bonus counts, and what it takes to have passed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Rule = Literal["all", "any", "percent"]


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
