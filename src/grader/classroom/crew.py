"""What grades a class: an executor, and what it is given."""

import os
from collections.abc import Callable
from concurrent.futures import Executor
from typing import NamedTuple

from grader.classroom.running import Work, require_nothing


class Crew(NamedTuple):
    """An executor, how many jobs to give it at once, what is to be done with each, and what raises if it is lost.

    That is what `run_jobs` wants, in its order.
    """

    executor: Executor
    at_once: int
    work: Work
    require: Callable[[], None] = require_nothing


def usable_processors() -> int:
    """Return how many processors this process may use."""
    count = getattr(os, "process_cpu_count", None)  # from 3.13 on
    if count is not None:
        return count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
