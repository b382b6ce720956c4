"""The collection of attempts in `tests/attempts`, and what the first line of each promises.

`# RIGHT: what it is` passes. `# WRONG first=CHECK also=ID,ID: what is wrong` fails: CHECK is the first required check
that does, and those behind `also` fail, too; in place of a check, CHECK may be the kata's status `broken` or `todo`.
What ends in ` (up to 3.13)` is right on these Pythons only: later it fails `answer`.
"""

import re
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from pool import check_here, grading_pool
from rich.console import Console
from rich.progress import track
from runs import ATTEMPTS, Checked, check, failed

LINE = re.compile(
    r"# (?:RIGHT|WRONG first=(?P<first>\w+)(?: also=(?P<also>[\w,]+))?): (?P<what>.+?)(?P<old> \(up to 3\.13\))?"
)
FILES = sorted(ATTEMPTS.glob("*/*/*.py"))
STATUSES = frozenset({"broken", "todo"})
"""What may stand in place of a check: statuses of a kata of which no check is judged."""


class LabelError(ValueError):
    """A first line that promises nothing that is known."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One file of the collection, and its label.

    ``first`` is the first failed check or the kata's status, None where the attempt is right; ``old``: it is right up
    to Python 3.13 only.
    """

    path: Path
    first: str | None
    also: frozenset[str]
    what: str
    old: bool

    @property
    def kata(self) -> str:
        """The kata that this is an attempt at."""
        return self.path.parent.parent.name

    @property
    def name(self) -> str:
        """Kata, folder and file, without the suffix."""
        return f"{self.kata}/{self.path.parent.name}/{self.path.stem}"

    @property
    def seed(self) -> int:
        """The seed that this attempt is graded with: always the same, and another one for each."""
        return crc32(self.name.encode()) % 1_000

    @property
    def due(self) -> str | None:
        """What the label promises on this Python: the first failed check, a status, or None for a pass."""
        return "answer" if self.old and sys.version_info >= (3, 14) else self.first


def read(path: Path) -> Attempt:
    """Read an attempt's label; raise `LabelError` where the first line is none."""
    line = path.read_bytes().split(b"\n", 1)[0].decode("utf-8-sig", "replace").strip()
    found = LINE.fullmatch(line)
    if found is None:
        raise LabelError(f"{path}: the first line is no label: {line!r}; see CONTRIBUTING.md, 'Add an attempt'")
    also = frozenset(filter(None, (found["also"] or "").split(",")))
    return Attempt(path, found["first"], also, found["what"], old=bool(found["old"]))


def read_all() -> list[Attempt]:
    """Return the whole collection, by name."""
    return [read(path) for path in FILES]


def grade(attempt: Attempt, *options: str) -> Checked:
    """Grade an attempt of the collection, with its own seed."""
    return check(attempt.path, "--kata", attempt.kata, *options, seed=attempt.seed)


def submit(pool: ProcessPoolExecutor, attempt: Attempt, *options: str) -> Future[Checked]:
    """Have an attempt graded in the same way, by a pool of `pool.grading_pool`."""
    seed = str(attempt.seed)
    arguments = (str(attempt.path), "--kata", attempt.kata, "--seed", seed, "--format", "json", *options)
    return pool.submit(check_here, arguments)


def first_cause(kata: Mapping[str, Any]) -> str | None:
    """Return what a verdict names first: a required check, a status that no check stands for, None for a pass."""
    if kata["status"] == "failed":
        return next(iter(failed(kata)), "failed")
    return None if kata["status"] == "passed" else str(kata["status"])


def broken_promise(attempt: Attempt, checked: Checked) -> str | None:
    """Return what in a verdict isn't as the label says, None where all is."""
    kata = checked.kata
    seen = [f"{each['id']}: {each['seen']} (line {each['line']})" for each in kata["checks"] if each["seen"]]
    about = "\n".join([f"{attempt.name}, seed {checked.report['seed']}: {kata['status']}", *seen])
    first = first_cause(kata)
    if first != attempt.due:
        return f"first is {first}, not {attempt.due}\n{about}"
    if checked.code != (0 if first is None else 1):
        return f"exit code {checked.code}\n{about}"
    missing = attempt.also - {*failed(kata), *failed(kata, bonus=True)}
    return f"{', '.join(sorted(missing))} didn't fail\n{about}" if missing else None


def grade_all(
    attempts: Sequence[Attempt],
    options: Mapping[Attempt, Sequence[str]] | None = None,
    *,
    at_once: int,
    what: str = "grading",
) -> list[tuple[Attempt, Checked]]:
    """Grade attempts, several at once, with a bar that shows how far this is; the results are in the given order.

    ``options`` may have options of the command for some of them.
    """
    given = options or {}
    with grading_pool(at_once) as pool:
        futures = [submit(pool, attempt, *given.get(attempt, ())) for attempt in attempts]
        for _ in track(as_completed(futures), what, len(futures), console=Console(stderr=True)):
            pass
    return [(attempt, future.result()) for attempt, future in zip(attempts, futures, strict=True)]
