"""What grading a class is made of: plain frozen records, from what was handed in to the gradebook.

An `Entry` of the folder of submissions is read into a `Submission`, which makes a `Job`; a process of its own turns
that into a `Result`, which is kept on disk and told in a `Row` of the `Gradebook`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from grader.attempt import Attempt
from grader.course import Course, CourseStatus
from grader.settings import Settings
from grader.verdict import Cause, CheckStatus, KataStatus, Verdict
from grader.words import Message


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was handed in: ``path`` is a folder or a zip file.

    ``learner`` is the name as it stands there, which may hold anything but half a surrogate pair; ``slug`` is made of
    it, safe as a file's name on every system, and no other entry's. Where a learning platform puts the files of all
    learners into one folder, ``files`` are those of one of them, and ``path`` is the first.
    """

    learner: str
    slug: str
    path: Path
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """An entry that was read: its attempt, or the ``problem`` why there is none to grade.

    ``remarks`` tell what was found besides, such as a file that was left out. ``digest`` is the SHA-256, in hex digits,
    of what would be graded: two submissions with the same digest get the same verdict. ``reasons`` tell, for katas that
    are missing, why: something was handed in that could not be taken, or not be found.
    """

    entry: Entry
    attempt: Attempt | None
    digest: str
    problem: Message | None = None
    remarks: tuple[Message, ...] = ()
    reasons: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """One attempt to be graded in a process of its own, which may be on another machine.

    ``formats`` are the reports to be rendered there, ``language`` the code of the one they are in. ``grader`` is the
    fingerprint of the grader that asks: another one must refuse, for its verdict could be another one. ``remarks`` and
    ``reasons`` are the submission's, for whoever handed it in.
    """

    slug: str
    learner: str
    attempt: Attempt
    settings: Settings
    course: Course
    formats: tuple[str, ...]
    language: str
    grader: str
    remarks: tuple[Message, ...] = ()
    reasons: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job: the verdict (without scenes) and its reports by format; or else the ``problem``."""

    slug: str
    verdict: Verdict | None
    reports: Mapping[str, str] = field(default_factory=dict)
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One kata of one learner, as the gradebook has it.

    ``first`` is the id of the check that names the real cause, ``seen`` what was seen there (or of the kata as a
    whole), at most 500 characters; ``checks`` are the ids and statuses of all checks in the order of the contract.
    """

    kata: str
    status: KataStatus
    cause: Cause | None
    points: int
    max_points: int
    bonus_points: int
    first: str | None
    line: int | None
    seen: str
    checks: tuple[tuple[str, CheckStatus], ...]


RowOutcome = Literal[CourseStatus, "problem"]


@dataclass(frozen=True, slots=True)
class Row:
    """One learner: a mark per kata, or the ``problem`` why there is none; ``points`` with the bonus if it counts.

    Who has a problem has the ``status`` `failed`, and is told apart by `outcome`.
    """

    learner: str
    slug: str
    marks: tuple[Mark, ...]
    points: int
    max_points: int
    bonus_points: int
    status: CourseStatus
    problem: str | None = None
    remarks: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether they have passed as it stands."""
        return self.status == "passed"

    @property
    def outcome(self) -> RowOutcome:
        """What they came to, or that there was nothing to grade."""
        return self.status if self.problem is None else "problem"


@dataclass(frozen=True, slots=True)
class Gradebook:
    """The whole class: the rows in the order of the learners' names, and how it was graded.

    ``sentences`` are the promises of the checks, by kata and check, in the order of the contract; ``bonuses`` are the
    ids of those that are a bonus, by kata; ``python`` is a version such as `3.12.1`.
    """

    course: Course
    seed: int
    python: str
    katas: tuple[str, ...]
    sentences: Mapping[str, Mapping[str, str]]
    rows: tuple[Row, ...]
    bonuses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
