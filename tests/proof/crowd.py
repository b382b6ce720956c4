"""Grade the same attempts one by one and very many at once, truth runs included: no verdict may differ.

Run it as ``python tests/proof/crowd.py [--attempts N] [--jobs N]`` in an environment in which the project is installed.
"""

import argparse
import os
import resource
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from runs import ATTEMPTS

from grader.attempt import read_attempt
from grader.classroom.executors import open_executor
from grader.classroom.fingerprint import fingerprint
from grader.classroom.records import Job, Result
from grader.classroom.running import run_jobs
from grader.course import Course
from grader.settings import Settings

REAL = Settings(1, fork=True, pty=True, real=True, scenes=False)


@dataclass(frozen=True)
class Round:
    """One round: what came of each attempt, and what it took."""

    outcomes: Mapping[str, object]
    seconds: float
    processor: float


def sample(number: int) -> list[Path]:
    """Return so many attempts of the collection, from all over it."""
    paths = sorted(ATTEMPTS.glob("*/*/*.py"))
    return [paths[index * len(paths) // number] for index in range(number)]


def jobs_of(paths: Sequence[Path]) -> list[Job]:
    """Return the jobs to grade these attempts, each of which is named by its place."""
    own = fingerprint()
    return [
        Job(str(place), "", read_attempt(path, [path.parts[-3]]), REAL, Course(), (), "en", own)
        for place, path in enumerate(paths)
    ]


def grade_all(jobs: Sequence[Job], places: int, at_once: int) -> Round:
    """Grade with so many places at the gate, and so many at work."""
    before, begin = _processor(), time.monotonic()
    with open_executor(places) as crew:
        results = list(run_jobs(jobs, crew.executor, at_once, crew.work))
    outcomes = {result.slug: _outcome(result) for result in results}
    return Round(outcomes, time.monotonic() - begin, _processor() - before)


def _outcome(result: Result) -> object:
    """Return what came of an attempt, without what a truth run quotes of real times."""
    if result.verdict is None:
        return result.problem
    return [replace(kata, real=kata.real and replace(kata.real, finding=None)) for kata in result.verdict.katas]


def differences(paths: Sequence[Path], one: Round, other: Round) -> list[str]:
    """Return the attempts that came to something else."""
    return [path.name for place, path in enumerate(paths) if one.outcomes[str(place)] != other.outcomes[str(place)]]


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Compare, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--attempts", type=int, default=24)
    parser.add_argument("--jobs", type=int, default=2 * (os.cpu_count() or 1))
    arguments = parser.parse_args()
    paths = sample(arguments.attempts)
    jobs = jobs_of(paths)
    alone, crowd = grade_all(jobs, 1, 1), grade_all(jobs, arguments.jobs, 8 * arguments.jobs)
    differing = differences(paths, alone, crowd)
    for name, took in (("one by one", alone), (f"{8 * arguments.jobs} at once", crowd)):
        sys.stdout.write(f"{name}: {took.seconds:.1f} s, {took.processor:.1f} s of processor time\n")
    sys.stdout.write(f"{len(paths)} attempts, {len(differing)} came to something else {differing or ''}\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
