"""A real Dask cluster on this machine: the same results as without, also where a worker is lost in mid-run."""

import logging
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from class_helpers import REAL, REFERENCE, Waiting, job_of, undated, waiting, wrong
from lineage import above, descendants, watched
from runs import ROOT, environment

from grader.classroom import cluster, running
from grader.classroom.cluster import grade_there
from grader.classroom.executors import open_executor
from grader.classroom.records import Job
from grader.classroom.running import run_jobs
from grader.settings import UsageError
from grader.verdict import Verdict

distributed = pytest.importorskip("distributed")

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes by /proc"),
]


@dataclass(frozen=True)
class Scheduler:
    """A scheduler that runs."""

    process: subprocess.Popen[str]
    address: str


Start = Callable[..., subprocess.Popen[str]]
Outcome = tuple[str | None, Verdict | None, Mapping[str, str]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Return what starts Dask's own programs, each in a group of its own that is gone afterwards."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, **env: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
            env=environment({"DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False", **env}),
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in reversed(started):
        process.terminate()
        process.communicate(timeout=60)


@pytest.fixture
def scheduler(start: Start) -> Scheduler:
    """Start a scheduler, and return it once it listens."""
    process = start("scheduler", "--host", "127.0.0.1", "--port", "0")
    assert process.stderr is not None
    found = (re.search(r"Scheduler at: +(tcp://127\.0\.0\.1:\d+)", line) for line in process.stderr)
    return Scheduler(process, next(match[1] for match in found if match))


@pytest.fixture
def worker(start: Start, scheduler: Scheduler, tmp_path: Path) -> Start:
    """Return what starts a worker: with its nanny, as `dask worker` does it."""

    def worker(**env: str) -> subprocess.Popen[str]:
        folder = str(tmp_path / "dask")
        options = ("--host", "127.0.0.1", "--nthreads", "2", "--local-directory", folder)
        return start("worker", scheduler.address, *options, **env)

    return worker


@pytest.fixture
def dask_says(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Return what notes down all that Dask would write to the terminal."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    for logger in loggers:
        logger.addHandler(caplog.handler)
    yield caplog
    for logger in loggers:
        logger.removeHandler(caplog.handler)


def results_of(jobs: list[Job], address: str | None) -> Mapping[str, Outcome]:
    """Return what comes of jobs, by slug, without the times."""
    with open_executor(2, address) as crew:
        results = list(run_jobs(jobs, *crew))
    assert len(results) == len(jobs)
    return {result.slug: (result.problem, undated(result.verdict), result.reports) for result in results}


def class_of(attempt: Waiting) -> list[Job]:
    """Return a small class, in which somebody's program waits at first."""
    paths = [
        attempt.path,
        REFERENCE,
        ROOT / "solutions" / "spinner_asyncio.py",
        ROOT / "exercises" / "spinner_thread.py",
        wrong("erase_inside_loop"),
        wrong("lock_taken_twice"),
    ]
    return [job_of(path, REAL, "gcc", slug=str(number)) for number, path in enumerate(paths)]


def test_worker_lost(scheduler: Scheduler, worker: Start, tmp_path: Path) -> None:
    """Where one of two workers is killed while it grades, with what watches over it, nothing is missing or other."""
    worker()
    worker()
    with distributed.Client(scheduler.address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    attempt = waiting(tmp_path, real=False)
    jobs = class_of(attempt)

    def kill() -> bool:
        pid = attempt.pid()  # its stage, the worker of ours, the nursery, and Dask's worker are above
        lost = above(pid, 4)
        with watched({lost, *descendants(lost)}) as all_ended:
            os.killpg(os.getpgid(lost), signal.SIGKILL)  # its nanny, too, which would start another
            return all_ended()

    with ThreadPoolExecutor(1) as executor:
        killing = executor.submit(kill)
        there = results_of(jobs, scheduler.address)
        assert killing.result(), "what the lost worker had started has ended, too"

    assert there == results_of(jobs, None)
    assert [problem for problem, _, _ in there.values() if problem] == []
    assert [verdict.katas[0].status for _, (_, verdict, _) in sorted(there.items()) if verdict] == [
        *("passed", "passed", "passed", "todo", "failed", "failed")
    ]


def test_scheduler_lost(
    scheduler: Scheduler,
    worker: Start,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    dask_says: pytest.LogCaptureFixture,
) -> None:
    """Where the scheduler is killed, that ends the run with what to do next; nobody waits for what can't come.

    Dask itself says nothing: it would write tracebacks to the terminal.
    """
    monkeypatch.setattr(running, "SECONDS_TO_LOOK", 0.2)
    worker()
    attempt = waiting(tmp_path, real=True)

    def kill() -> None:
        attempt.pid()
        scheduler.process.kill()

    with ThreadPoolExecutor(1) as executor:
        killing = executor.submit(kill)
        with pytest.raises(UsageError, match=r"scheduler is lost; what was graded is safe: .* --resume"):
            results_of([job_of(attempt.path, REAL)], scheduler.address)
        killing.result()
    assert [record.getMessage() for record in dask_says.records] == []


def test_other_workers(scheduler: Scheduler, worker: Start, tmp_path: Path) -> None:
    """A worker without the grader, or with another one, is refused by name before anything is graded."""
    (tmp_path / "grader").mkdir()
    (tmp_path / "grader" / "__init__.py").touch()
    worker(PYTHONPATH=str(tmp_path))

    with pytest.raises(UsageError, match=r"worker tcp://.*can't import the grader .*pip install -e"):
        opened(scheduler.address)

    fingerprint = tmp_path / "grader" / "classroom" / "fingerprint.py"
    fingerprint.parent.mkdir()
    (fingerprint.parent / "__init__.py").touch()
    fingerprint.write_text("def fingerprint():\n    return 'another'\n", "utf-8")

    with pytest.raises(UsageError, match=r"worker tcp://.*its grader isn't the one here"):
        opened(scheduler.address)


def opened(address: str) -> None:
    """Open a cluster, and do nothing with it."""
    with open_executor(cluster=address):
        pass


def test_no_workers(scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster that has no workers is refused after a moment; those that are there must have the same Python."""
    monkeypatch.setattr(cluster, "SECONDS_FOR_WORKERS", 0.2)

    with pytest.raises(UsageError, match="the cluster has no workers: start some"):
        opened(scheduler.address)


@pytest.mark.parametrize("address", ["", "nonsense", "127.0.0.1", "foo://127.0.0.1:1", "tcp://127.0.0.1:1/x"])
def test_no_address(address: str) -> None:
    """What is no address is refused at once."""
    with pytest.raises(UsageError, match="is no address: give one such as tcp://HOST:8786"):
        opened(address)


def test_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no scheduler answers, that is said after a bounded time."""
    monkeypatch.setattr(cluster, "SECONDS_TO_CONNECT", 0.2)

    with pytest.raises(UsageError, match=r"no scheduler answers there \(.+\); start one with `dask scheduler`"):
        opened("tcp://127.0.0.1:1")


def test_no_scheduler_but_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where something takes the connection and never answers, that is said after a bounded time, too."""
    monkeypatch.setattr(cluster, "SECONDS_TO_CONNECT", 0.2)
    monkeypatch.setattr(cluster, "SECONDS_FOR_MORE", 0.2)

    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        pytest.raises(UsageError, match=r"no scheduler answers there \(what listens there doesn't answer"),
    ):
        opened(f"tcp://127.0.0.1:{server.getsockname()[1]}")


def test_tls_without_certificates() -> None:
    """An address that asks for more than Dask was told is refused in one line like any other."""
    with pytest.raises(UsageError, match=r"no scheduler answers there \(TLS expects .*\); start one"):
        opened("tls://127.0.0.1:1")


def test_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has no Dask is told how to install it."""
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(UsageError, match=r"needs the package distributed: install it with .*\[cluster\]"):
        opened("tcp://127.0.0.1:8786")


def test_other_python() -> None:
    """A worker that joins later, with another Python, grades nothing."""
    assert "its Python is" in str(grade_there(job_of(REFERENCE), "3.0.0").problem)
