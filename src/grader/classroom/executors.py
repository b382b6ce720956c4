"""What the attempts of a class are graded by: processes of this machine, or a Dask cluster."""

import contextlib
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from typing import NamedTuple

from grader.classroom.apart import grade_apart
from grader.classroom.gate import Gate
from grader.classroom.running import Work
from grader.classroom.starting import Starter
from grader.settings import UsageError
from grader.words import say

# How many attempts are at work for each that is judged: the others sleep in their truth runs.
ASLEEP = 8


class Crew(NamedTuple):
    """An executor, how many jobs to give it at once, and what is to be done with each: as `run_jobs` wants them."""

    executor: Executor
    at_once: int
    work: Work


def usable_processors() -> int:
    """Return how many processors this process may use."""
    count = getattr(os, "process_cpu_count", None)  # from 3.13 on
    if count is not None:
        return count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def open_executor(jobs: int | None = None, cluster: str | None = None) -> Iterator[Crew]:
    """Give what grades: ``jobs`` attempts are judged at the same time (None: one for each processor that may be used).

    With a ``cluster``, the address of a Dask scheduler, its workers do it. At the end nothing is at work any more.
    """
    if cluster is not None:
        raise UsageError(say("--cluster isn't there yet: leave it out"))
    with _local(jobs or usable_processors()) as crew:
        yield crew


@contextlib.contextmanager
def _local(jobs: int) -> Iterator[Crew]:
    at_once = jobs * ASLEEP
    starter = Starter()
    gate = Gate(jobs, starter)
    # Each thread only waits for a process of its own.
    with contextlib.closing(starter), ThreadPoolExecutor(at_once, "grade") as executor:
        try:
            yield Crew(executor, at_once, partial(grade_apart, gate=gate))
        finally:
            gate.close()
            executor.shutdown(wait=False, cancel_futures=True)
