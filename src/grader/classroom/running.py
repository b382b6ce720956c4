"""Have jobs done by an executor, so many at once, and yield what comes of them as it comes."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait

from grader.classroom.records import Job, Result
from grader.classroom.worker import broken

TRIES = 3

SECONDS_TO_LOOK = 5.0  # without a result, before it is asked whether any can still come

Work = Callable[[Job], Result]


def require_nothing() -> None:
    """Trust that the executor is there: one on this machine is."""


def run_jobs(
    jobs: Iterable[Job],
    executor: Executor,
    at_once: int,
    work: Work,
    require: Callable[[], None] = require_nothing,
) -> Iterator[Result]:
    """Yield the result of each job as it comes, in no order; the next of ``jobs`` is only asked for when it can begin.

    No more than ``at_once`` are kept in any way, so that a class of any size takes the same memory. A job whose process
    or machine is lost is begun again; after `TRIES` its result has a problem. Whoever closes this or interrupts it
    gives up what hasn't begun; what is at work ends with the executor (`grader.classroom.executors`).
    """
    waiting = iter(jobs)
    begun: dict[Future[Result], tuple[Job, int]] = {}
    try:
        while True:
            while len(begun) < at_once and (job := next(waiting, None)) is not None:
                begun[executor.submit(work, job)] = (job, 1)
            if not begun:
                return
            done = wait(begun, SECONDS_TO_LOOK, FIRST_COMPLETED).done
            if not done:
                require()
            for future in done:
                job, tries = begun.pop(future)
                result = _result(future)
                if isinstance(result, Result):
                    yield result
                elif tries < TRIES:
                    begun[executor.submit(work, job)] = (job, tries + 1)
                else:
                    yield Result(job.slug, None, problem=broken(f"{type(result).__name__}: {result}"))
    finally:
        for future in begun:
            future.cancel()


def _result(future: "Future[Result]") -> Result | BaseException:
    """Return what came of a job, or how whoever did it was lost."""
    if future.cancelled():
        return RuntimeError("it was given up by what should have done it")
    error = future.exception()
    return future.result() if error is None else error
