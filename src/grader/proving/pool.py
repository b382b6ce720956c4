"""Very many attempts graded, in processes that stay: most of what one check takes is its start."""

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from grader.attempt import AttemptError, read_attempt
from grader.settings import Settings
from grader.words import Message


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be graded as an attempt at a kata, by the scenarios of a seed."""

    kata: str
    path: Path
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: the kata's status and those of its checks, or the ``error`` that the grader failed with.

    ``seen`` and ``line`` are of the first cause; ``bonus`` are the ids of the checks that are one.
    """

    status: str = ""
    checks: tuple[tuple[str, str], ...] = ()
    bonus: frozenset[str] = frozenset()
    seen: str | Message = ""
    line: int | None = None
    error: str = ""

    def failed(self, *, bonus: bool) -> list[str]:
        """Return the checks that failed, in order: the required ones, or those that are a bonus."""
        return [check for check, status in self.checks if status == "failed" and (check in self.bonus) is bonus]

    @property
    def first(self) -> str | None:
        """What is named first: a required check, a status that no check stands for, None for a pass."""
        if self.status == "failed":
            return self.named or "failed"
        return None if self.status == "passed" else self.status

    @property
    def named(self) -> str | None:
        """The required check that failed first, None where none did."""
        return next(iter(self.failed(bonus=False)), None)


def outcome(task: Task) -> Outcome:
    """Grade a file, within this process."""
    from grader.session import GradingError, grade  # noqa: PLC0415 - only who grades pays for it

    settings = Settings(task.seed, fork=hasattr(os, "fork"), pty=hasattr(os, "openpty"), scenes=False)
    try:
        (kata,) = grade(read_attempt(task.path, [task.kata]), settings).katas
    except (GradingError, AttemptError) as error:
        return Outcome(error=str(error))
    first = kata.first_failed
    finding = kata.finding or (first.finding if first else None)
    return Outcome(
        kata.status,
        tuple((check.id, check.status) for check in kata.checks),
        frozenset(check.id for check in kata.checks if check.bonus),
        finding.seen if finding else "",
        finding.line if finding else None,
    )


def graded(tasks: Sequence[Task], jobs: int) -> Iterator[tuple[Task, Outcome]]:
    """Grade several at once, and go through what came of them as it comes."""
    with ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_settle_in) as pool:
        try:
            futures = {pool.submit(outcome, task): task for task in tasks}
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _settle_in() -> None:
    # Ctrl-C is the parent's business: what is being graded comes to its end, and nothing else is begun.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
