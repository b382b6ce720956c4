"""How an attempt is to be graded: what a caller may choose."""

from dataclasses import dataclass


class UsageError(Exception):
    """What was asked for cannot be done: one line that says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to grade.

    ``seed``: what the scenarios are drawn from; ``fork`` and ``pty``: whether the system has them; ``real``: whether to
    add a truth run, which needs both; ``without``: ids of checks that are left out, as if there were no such promise;
    ``scenes``: whether findings are to show what happened, and the reference beside it; ``pictures``: whether a run of
    the whole program is wanted besides.
    """

    seed: int
    fork: bool
    pty: bool
    real: bool = False
    without: frozenset[str] = frozenset()
    scenes: bool = True
    pictures: bool = False
