"""What grades a class: an executor, and what it is given."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import Executor
from typing import NamedTuple

from grader.classroom.running import Work, require_nothing

FILES = 4  # that are open here for a process that grades: two or three, and some more while it starts
SPARE = 64  # for everything else


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


def most_at_once() -> int:
    """Return for how many processes that grade this one may have files open: a few hundred, by many systems' default.

    More would be told that the grader failed at them, on a machine of many processors for one.
    """
    if sys.platform == "win32":
        return sys.maxsize
    import resource  # noqa: PLC0415 - it isn't there on Windows

    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return sys.maxsize if most == resource.RLIM_INFINITY else max((most - SPARE) // FILES, 1)
