"""The collection of attempts in `tests/attempts`, graded and held to what the first line of each promises."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from typing import Any

from pool import grading_pool, submit_check
from rich.console import Console
from rich.progress import track
from runs import ATTEMPTS, Checked, check, failed

from grader.labels import Labelled, read_label

FILES = sorted(ATTEMPTS.glob("*/*/*.py"))


def read_all() -> list[Labelled]:
    """Return the whole collection, by name."""
    return [read_label(path) for path in FILES]


def grade(attempt: Labelled, *options: str) -> Checked:
    """Grade an attempt of the collection, with its own seed."""
    return check(attempt.path, "--kata", attempt.kata, *options, seed=attempt.seed)


def submit(pool: ProcessPoolExecutor, attempt: Labelled, *options: str) -> Future[Checked]:
    """Have an attempt graded in the same way, by a pool of `pool.grading_pool`."""
    return submit_check(pool, attempt.path, "--kata", attempt.kata, *options, seed=attempt.seed)


def first_cause(kata: Mapping[str, Any]) -> str | None:
    """Return what a verdict names first: a required check, a status that no check stands for, None for a pass."""
    if kata["status"] == "failed":
        return next(iter(failed(kata)), "failed")
    return None if kata["status"] == "passed" else str(kata["status"])


def broken_promise(attempt: Labelled, checked: Checked) -> str | None:
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
    attempts: Sequence[Labelled],
    options: Mapping[Labelled, Sequence[str]] | None = None,
    *,
    at_once: int,
    what: str = "grading",
) -> list[tuple[Labelled, Checked]]:
    """Grade attempts, several at once, with a bar that shows how far this is; the results are in the given order.

    ``options`` may have options of the command for some of them.
    """
    given = options or {}
    with grading_pool(at_once) as pool:
        futures = [submit(pool, attempt, *given.get(attempt, ())) for attempt in attempts]
        for _ in track(as_completed(futures), what, len(futures), console=Console(stderr=True)):
            pass
    return [(attempt, future.result()) for attempt, future in zip(attempts, futures, strict=True)]
