"""What the attempts of a class are graded by: processes of this machine, or a Dask cluster."""

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from grader.classroom.apart import grade_apart
from grader.classroom.cluster import open_cluster
from grader.classroom.crew import Crew, most_at_once, usable_processors
from grader.classroom.gate import Gate
from grader.classroom.starting import Starter

# How many attempts are at work for each that is judged: the others sleep in their truth runs. Twenty attempts on two
# processors (busy ones) took 56 s with two at work, 36 s with six, 24 s with sixteen, and no less with thirty-two.
ASLEEP = 8


@contextlib.contextmanager
def open_executor(jobs: int | None = None, cluster: str | None = None) -> Iterator[Crew]:
    """Give what grades: ``jobs`` attempts are judged at the same time (None: one for each processor that may be used).

    With a ``cluster``, the address of a Dask scheduler, its workers do that instead, as many as they can. At the end
    nothing is at work here any more; what is at work on a cluster comes to its own end within seconds.
    """
    with _local(jobs or usable_processors()) if cluster is None else open_cluster(cluster) as crew:
        yield crew


@contextlib.contextmanager
def _local(jobs: int) -> Iterator[Crew]:
    at_once = min(jobs * ASLEEP, most_at_once())
    starter = Starter()
    gate = Gate(jobs, starter)
    # Each thread only waits for a process of its own.
    with contextlib.closing(starter), ThreadPoolExecutor(at_once, "grade") as executor:
        try:
            yield Crew(executor, at_once, partial(grade_apart, gate=gate))
        finally:
            gate.close()
            executor.shutdown(wait=False, cancel_futures=True)
