"""Have a Dask cluster grade: each of its workers starts a process per attempt, as this machine would.

Nothing of our own is in between but the executor that `distributed` offers: it sends a job, and brings the result.
Where a worker is lost, the scheduler gives what it had to another one.
"""

import contextlib
import logging
import platform
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from importlib import import_module
from queue import Empty, SimpleQueue
from typing import Any

from grader.classroom.apart import grade_apart
from grader.classroom.crew import Crew, usable_processors
from grader.classroom.fingerprint import fingerprint
from grader.classroom.gate import Gate
from grader.classroom.records import Job, Result
from grader.classroom.starting import Starter
from grader.settings import UsageError
from grader.words import Message, say

Client = Any  # of `distributed`, which is an extra, and imported only by who has a cluster
ADDRESS = re.compile(r"((tcp|tls|ws|wss|ucx)://)?[^\s/:]+:\d+|((tcp|tls|ws|wss|ucx)://)\[[^\s/]+\]:\d+")
LOGGERS = ("distributed", "distributed.client")  # Dask gives the second one a level and an output of its own
SECONDS_TO_CONNECT = 10
SECONDS_FOR_MORE = 5  # beyond that, for what Dask itself sets no limit to
SECONDS_FOR_WORKERS = 10


def grade_there(job: Job, python: str) -> Result:
    """Grade an attempt on a worker of the cluster, which is to have the same ``python`` as who asks."""
    if platform.python_version() != python:
        # One that has come since the work began: those before were looked at.
        return Result(job.slug, None, problem=_other_python(python, platform.python_version()))
    with _FIRST:
        gate = _gate()
    return grade_apart(job, gate)


_FIRST = threading.Lock()


@cache
def _gate() -> Gate:
    """Return the one gate of this worker's process: it ends with that."""
    return Gate(usable_processors(), Starter())


@contextlib.contextmanager
def open_cluster(address: str) -> Iterator[Crew]:
    """Give what grades on the workers of the scheduler at ``address``; `UsageError` where they can't do that."""
    with _connected(address) as client:
        _require_same_grader(client)
        threads = sum(worker["nthreads"] for worker in _workers(client).values())
        executor = client.get_executor(pure=False)
        try:
            # Twice what the workers can do: whatever ends somewhere, or joins, has its next one at hand.
            work = partial(grade_there, python=platform.python_version())
            yield Crew(executor, 2 * threads, work, partial(_require_connected, client))
        finally:
            if _is_connected(client):  # else there is nobody who could be told
                executor.shutdown(wait=False)


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        distributed = import_module("distributed")
    except ImportError:
        message = say("--cluster needs the package distributed: install it with `pip install -e '.[cluster]'`")
        raise UsageError(message) from None
    # Dask's own client would wait for ever on some of what is none.
    if not ADDRESS.fullmatch(address):
        raise UsageError(say("--cluster {address!r} is no address: give one such as tcp://HOST:8786", address=address))
    # What goes wrong is said by us, in one line; Dask would say it by tracebacks.
    for logger in LOGGERS:
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    client = _client(partial(distributed.Client, address, timeout=SECONDS_TO_CONNECT, set_as_default=False))
    if isinstance(client, str):
        message = say(
            "--cluster {address!r}: no scheduler answers there ({reason}); start one with `dask scheduler`, and give "
            "the address that it prints",
            address=address,
            reason=client,
        )
        raise UsageError(message)
    try:
        yield client
    finally:
        client.close()


def _client(make: Callable[[], Client]) -> Client | str:
    """Return a client, or why there is none: in a thread, for Dask waits for ever on who takes calls and never answers.

    That thread keeps a client that failed: as it went away, Dask would wait for it to be closed, and complain.
    """
    made: SimpleQueue[Client | str] = SimpleQueue()

    def connect() -> None:
        try:
            made.put(make())
        except Exception as error:  # noqa: BLE001 - each kind of address fails in its own way, and all are told
            made.put(" ".join(str(error).split()) or type(error).__name__)
            threading.Event().wait()

    threading.Thread(target=connect, daemon=True).start()
    try:
        return made.get(timeout=SECONDS_TO_CONNECT + SECONDS_FOR_MORE)
    except Empty:
        return say("what listens there doesn't answer as a scheduler does")


def _is_connected(client: Client) -> bool:
    """Return whether results can still come: what was asked for before the connection broke is lost."""
    return client.status == "running" and all(future.status != "lost" for future in list(client.futures.values()))


def _require_connected(client: Client) -> None:
    if not _is_connected(client):
        raise UsageError(
            say(
                "the connection to the cluster's scheduler is lost; what was graded is safe: see that it runs, "
                "then go on with --resume"
            )
        )


def _workers(client: Client) -> Mapping[str, Mapping[str, Any]]:
    workers: Mapping[str, Mapping[str, Any]] = client.scheduler_info(n_workers=-1)["workers"]
    return workers


def _require_same_grader(client: Client) -> None:
    """Raise `UsageError` where there is no worker, or one that would come to other verdicts."""
    try:
        client.wait_for_workers(1, timeout=SECONDS_FOR_WORKERS)
    except TimeoutError:
        raise UsageError(
            say("the cluster has no workers: start some with `dask worker`, as docs/cluster.md says")
        ) from None
    # First of all: what one Python writes, another may not be able to read.
    for address, versions in client.get_versions()["workers"].items():
        python = ".".join(versions["host"]["python"].split(".")[:3])
        if python != platform.python_version():
            raise UsageError(_unfit(address, _other_python(platform.python_version(), python)))
    own = fingerprint()
    for address, found in client.run(fingerprint, on_error="return").items():
        if isinstance(found, OSError):  # the worker has gone since; the scheduler knows, too
            continue
        if isinstance(found, Exception):
            problem = say(
                "it can't import the grader ({error}); install the same checkout there, with `pip install -e .`",
                error=found,
            )
            raise UsageError(_unfit(address, problem))
        if found != own:
            problem = say("its grader isn't the one here: have the same checkout there, then restart the worker")
            raise UsageError(_unfit(address, problem))


def _unfit(address: str, problem: Message) -> Message:
    return say("the cluster's worker {address}: {problem}", address=address, problem=problem)


def _other_python(own: str, there: str) -> Message:
    return say("its Python is {there}, and the one here is {own}: have the same everywhere", own=own, there=there)
