"""Jobs are begun as others end, their results come as they come, and nothing that is lost stays lost."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import count

import pytest
from class_helpers import REFERENCE, job_of

from grader.classroom import running
from grader.classroom.records import Job, Result
from grader.classroom.running import TRIES, run_jobs

JOB = job_of(REFERENCE)


def numbered(pulled: list[str], most: int = 1000) -> Iterator[Job]:
    """Yield jobs, and note each that was asked for."""
    for number in range(most):
        pulled.append(str(number))
        yield replace(JOB, slug=str(number))


def done(job: Job) -> Result:
    """Do nothing about a job."""
    return Result(job.slug, None)


@pytest.fixture
def executor() -> Iterator[Executor]:
    """Return an executor with a few threads."""
    with ThreadPoolExecutor(4) as executor:
        yield executor


def test_all(executor: Executor) -> None:
    """Each job has one result."""
    results = run_jobs(numbered([], 50), executor, 4, done)

    assert sorted(int(result.slug) for result in results) == [*range(50)]


def test_none(executor: Executor) -> None:
    """Without a job there is no result."""
    assert list(run_jobs([], executor, 4, done)) == []


def test_lazily(executor: Executor) -> None:
    """No job is asked for before it can begin, and none after the last result that was wanted."""
    pulled: list[str] = []
    results = run_jobs(numbered(pulled), executor, 4, done)

    assert pulled == []
    next(results)
    assert len(pulled) == 4
    next(results)
    results.close()
    assert len(pulled) <= 5


def test_as_completed(executor: Executor) -> None:
    """A job that takes long holds up none of the others."""
    release = threading.Event()

    def work(job: Job) -> Result:
        if job.slug == "0":
            assert release.wait(60)
        return done(job)

    results = run_jobs(numbered([], 9), executor, 2, work)
    first = [next(results).slug for _ in range(8)]
    release.set()

    assert sorted(first) == [str(number) for number in range(1, 9)]
    assert [result.slug for result in results] == ["0"]


def failing(times: int) -> Callable[[Job], Result]:
    """Return work that is lost so many times, and then done."""
    numbers = count(1)

    def work(job: Job) -> Result:
        if next(numbers) <= times:
            raise BrokenProcessPool("a child died")
        return done(job)

    return work


def test_lost(executor: Executor) -> None:
    """A job whose worker is lost is begun again."""
    (result,) = run_jobs([JOB], executor, 4, failing(TRIES - 1))

    assert result.problem is None


def test_lost_for_good(executor: Executor) -> None:
    """A job that is lost again and again has a problem that says of what, and the others go on."""
    work = failing(TRIES)
    first, second = run_jobs([JOB, replace(JOB, slug="next")], executor, 1, work)

    assert "BrokenProcessPool: a child died" in str(first.problem)
    assert (second.slug, second.problem) == ("next", None)


def test_closed() -> None:
    """Whoever wants no more results gives up what hasn't begun."""
    release, begun = threading.Event(), []

    def work(job: Job) -> Result:
        begun.append(job.slug)
        if job.slug != "0":
            assert release.wait(60)
        return done(job)

    with ThreadPoolExecutor(1) as executor:
        results = run_jobs(numbered([]), executor, 8, work)
        next(results)
        results.close()
        release.set()

    assert len(begun) <= 2


def test_executor_lost(executor: Executor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing comes for a while, it is asked whether anything still can."""
    monkeypatch.setattr(running, "SECONDS_TO_LOOK", 0.01)
    release, asked = threading.Event(), count(1)

    def work(job: Job) -> Result:
        assert release.wait(60)
        return done(job)

    def require() -> None:
        if next(asked) == 3:
            raise OSError("the cluster is gone")

    with pytest.raises(OSError, match="the cluster is gone"):
        list(run_jobs([JOB], executor, 1, work, require))
    release.set()


def test_unreadable(executor: Executor) -> None:
    """What goes wrong with the jobs themselves is heard of."""

    def jobs() -> Iterator[Job]:
        yield JOB
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(run_jobs(jobs(), executor, 1, done))
