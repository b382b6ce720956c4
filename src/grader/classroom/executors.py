"""What the attempts of a class are graded by: processes of this machine, or a Dask cluster."""

import contextlib
import signal
import threading
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
    executor = ThreadPoolExecutor(at_once, "grade")  # each thread only waits for a process of its own
    try:
        yield Crew(executor, at_once, partial(grade_apart, gate=gate))
    finally:
        with _uninterrupted(), contextlib.closing(starter), executor:
            gate.close()
            executor.shutdown(wait=False, cancel_futures=True)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Have Ctrl-C do nothing: it was pressed, and who presses it again would leave folders of what is being ended.

    That takes a second, and some more where a process doesn't want to end.
    """
    if threading.current_thread() is not threading.main_thread():  # no other one is interrupted
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
