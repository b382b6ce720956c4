"""What grading an attempt comes to: findings make check results, these make a kata's verdict, these make the verdict.

Plain frozen records, without a word of layout: each report in `grader.reports` turns a `Verdict` into text.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, get_args

from grader.run import Scene
from grader.words import Message

CheckStatus = Literal["passed", "failed", "blocked", "unjudged"]
KataStatus = Literal["passed", "failed", "todo", "missing", "broken", "unjudged"]
RealStatus = Literal["passed", "failed"]
Cause = Literal[
    "deadlock",
    "busy",
    "hung",
    "flooded",
    "memory",
    "exited",
    "crashed",
    "endless",
    "processes",
    "threads",
    "tampered",
]
CAUSES: frozenset[str] = frozenset(get_args(Cause))


@dataclass(frozen=True, slots=True)
class Finding:
    """What was expected and what was seen instead, as data; reports make prose of it.

    `line` is a line of the attempt's file, counted from 1; `at` is when it happened, in nanoseconds since the call
    began, and `who` the thread or task in which it did. `why` tells the concept behind it, in two sentences; `mistake`
    names a mistake that is known by that name. `reference` says in one line what the reference solution did in the
    same scenario, `scene` shows both. Any of the texts may quote the attempt, raw: reports make control characters
    visible.
    """

    expected: Message
    seen: Message
    hint: Message
    line: int | None = None
    reference: Message | None = None
    at: int | None = None
    who: str | None = None
    why: Message | None = None
    mistake: Message | None = None
    scene: Scene | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How one check ended.

    `blocked_by` is the id of the check that this one rests on. It is None where a function of the kata is still to be
    written: then the `finding` says which, in `seen`.
    """

    id: str
    sentence: str
    status: CheckStatus
    bonus: bool = False
    max_points: int = 1
    finding: Finding | None = None
    blocked_by: str | None = None

    @property
    def points(self) -> int:
        """All of the check's points or none."""
        return self.max_points if self.status == "passed" else 0


@dataclass(frozen=True, slots=True)
class Real:
    """What a truth run (real time, a plain interpreter) found."""

    status: RealStatus
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class KataVerdict:
    """One kata of the attempt: its status, and its checks in the order of the contract.

    `cause` names what ended the attempt early. `finding` is about the kata as a whole (why it is broken, what is to be
    written first); `real` is there if a truth run was asked for, `whole` (a run of all the program) if pictures were.
    """

    kata: str
    status: KataStatus
    cause: Cause | None = None
    finding: Finding | None = None
    real: Real | None = None
    checks: tuple[CheckResult, ...] = ()
    whole: Scene | None = field(default=None, repr=False)

    @property
    def contradicted(self) -> bool:
        """Whether the program did something else in real time than what it earned its points by."""
        return self.status == "unjudged" and self.real is not None and self.real.status == "failed"

    @property
    def points(self) -> int:
        """The points of the required checks that passed; none until a person has looked, where it is `contradicted`."""
        return 0 if self.contradicted else sum(check.points for check in self.checks if not check.bonus)

    @property
    def max_points(self) -> int:
        """The points of all required checks."""
        return sum(check.max_points for check in self.checks if not check.bonus)

    @property
    def bonus_points(self) -> int:
        """The points of the bonus checks that passed, on top of `points`."""
        return 0 if self.contradicted else sum(check.points for check in self.checks if check.bonus)

    @property
    def first_failed(self) -> CheckResult | None:
        """The failed check that names the real cause: the first one, and a bonus only where no required one failed."""
        failed = [check for check in self.checks if check.status == "failed"]
        return min(failed, key=lambda check: check.bonus, default=None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole of one run: which attempt, under which Python and seed, and how each kata ended.

    `attempt` is the path as the user gave it; `python` a version such as `3.11.7`; `seconds` is the run's wall time.
    """

    attempt: str
    python: str
    seed: int
    seconds: float
    katas: tuple[KataVerdict, ...]

    @property
    def exit_code(self) -> int:
        """0 where every kata that was graded passed, else 1; a missing kata doesn't count, but nothing at all is 1."""
        graded = [kata.status for kata in self.katas if kata.status != "missing"]
        return 0 if graded and all(status == "passed" for status in graded) else 1


def kata_status(checks: Iterable[CheckResult], *, broken: bool, todo: bool) -> KataStatus:
    """Return the status of a kata whose file is there.

    `broken`: the file could not be imported, did something on import or lacks a name. `todo`: a function of the
    contract raised NotImplementedError. Raises ValueError where no required check is given: a kata never passes
    because nothing was judged.
    """
    if broken:
        return "broken"
    required = {check.status for check in checks if not check.bonus}
    if not required:
        msg = "a kata needs at least one required check to have a status"
        raise ValueError(msg)
    if required == {"passed"}:
        return "passed"
    # A function that is still to be written outranks what failed beside it: the learner isn't done, not wrong.
    if todo:
        return "todo"
    # What is left blocked without a failure and without an unjudged check rests on a bonus: not passed, so failed.
    return "unjudged" if "unjudged" in required and "failed" not in required else "failed"
