"""What grades a class on this machine: so many processes at once, and none of them once it is closed."""

import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import crowd
import pytest
from class_helpers import job_of, wrong
from lineage import descendants

from grader.classroom import executors
from grader.classroom.crew import usable_processors
from grader.classroom.executors import ASLEEP, open_executor
from grader.classroom.gate import Gate, GateClosedError
from grader.classroom.running import run_jobs
from grader.processes import HAS_FORK


def test_usable_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as this process may use, however the system tells of them; one at least."""
    assert 1 <= usable_processors() <= (os.cpu_count() or 1)
    monkeypatch.setattr(os, "process_cpu_count", lambda: 3, raising=False)
    assert usable_processors() == 3
    monkeypatch.delattr(os, "process_cpu_count")
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert usable_processors() == 1


def test_at_once() -> None:
    """More are at work than are judged at the same time, for truth runs sleep."""
    with open_executor(3) as crew:
        assert crew.at_once == 3 * ASLEEP


@pytest.mark.parametrize("expected, most", [(240, 1024), (48, 256), (1, 20), (800 * ASLEEP, None)])
def test_open_files(expected: int, most: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more are at work than there may be files open for, or whoever is one too many would have no verdict."""
    resource = pytest.importorskip("resource", reason="Windows has no such limit")
    limit = resource.RLIM_INFINITY if most is None else most
    monkeypatch.setattr(resource, "getrlimit", lambda _: (limit, limit))

    with open_executor(800) as crew:
        assert crew.at_once == expected


def test_place() -> None:
    """A place that is left early is free for another, once, however often it is left."""
    gate = Gate(1)
    taken: list[bool] = []
    with gate.place() as first:
        first.leave()
        with gate.place():
            first.leave()
            waiting = threading.Thread(target=lambda: taken.append(gate._places.acquire(blocking=False)))
            waiting.start()
            waiting.join()

    assert taken == [False]


def test_gate_closed() -> None:
    """Nobody gets a place at a closed gate."""
    gate = Gate(1)
    gate.close()

    with pytest.raises(GateClosedError), gate.place():
        pass


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes by /proc")
def test_interrupted() -> None:
    """Whoever leaves in the middle of a class leaves no process behind, neither at work nor waiting for its place."""
    jobs = [job_of(wrong("lock_taken_twice")), *(job_of(wrong("main_never_ends"), slug=str(n)) for n in range(3))]

    before = descendants(os.getpid())  # the stage that other tests share, for one

    def interrupted() -> None:
        with open_executor(1) as crew:
            next(run_jobs(jobs, *crew))
            assert descendants(os.getpid()) > before
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert descendants(os.getpid()) == before


def test_interrupted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C once more, while everything is being ended, breaks nothing of that off."""
    pressed: list[int] = []

    class Impatient(ThreadPoolExecutor):
        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as it is called
            signal.raise_signal(signal.SIGINT)
            pressed.append(signal.SIGINT)
            super().shutdown(wait, cancel_futures=cancel_futures)

    def interrupted() -> None:
        with open_executor(1):
            raise KeyboardInterrupt("first")

    monkeypatch.setattr(executors, "ThreadPoolExecutor", Impatient)
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt, match="first"):
        interrupted()

    assert pressed
    assert signal.getsignal(signal.SIGINT) == before


@pytest.mark.long
@pytest.mark.skipif(not HAS_FORK, reason="truth runs need fork")
def test_many_at_once() -> None:
    """That many are judged, and many more sleep in their truth runs, changes no verdict: a sample of `crowd`."""
    paths = crowd.sample(4)
    jobs = crowd.jobs_of(paths)

    assert crowd.differences(paths, crowd.grade_all(jobs, 1, 1), crowd.grade_all(jobs, 4, 32)) == []
