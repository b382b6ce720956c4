"""One run at a time in a folder. The system keeps the lock, so that none is left behind, whatever becomes of a run."""

import contextlib
import json
import os
import platform
import time
from collections.abc import Iterator
from pathlib import Path

from grader.classroom.store import Store, WriteError
from grader.settings import UsageError
from grader.words import Message, say

LOCK, HOLDER = "lock", "holder.json"


@contextlib.contextmanager
def held(store: Store) -> Iterator[None]:
    """Make an output folder, and hold its lock; `UsageError` where another one does, or where nothing can be kept.

    Before the lock is held nothing is written: that would come between what another one writes.
    """
    with contextlib.ExitStack() as lock:
        try:
            _require_own(store)
            store.make()
            lock.enter_context(_locked(store))
            store.write(f".grade/{HOLDER}", json.dumps(_us()))
        except (OSError, WriteError) as error:
            raise UsageError(
                say(
                    "{folder!r} can't be written to ({reason}): mend that, or give another --output",
                    folder=str(store.folder),
                    reason=error.reason if isinstance(error, WriteError) else error.strerror or str(error),
                )
            ) from None
        try:
            yield
        finally:
            (store.own / HOLDER).unlink(missing_ok=True)


def _require_own(store: Store) -> None:
    if taken := store.foreign():
        raise UsageError(
            say(
                "{folder!r} holds {name!r}, which no grading left there: move it away, or give another --output",
                folder=str(store.folder),
                name=taken[0],
            )
        )


@contextlib.contextmanager
def free(store: Store) -> Iterator[None]:
    """Keep others out of an output folder, and write nothing there; who may not write there keeps nobody out."""
    if os.access(store.own / LOCK, os.W_OK):
        with _locked(store):
            yield
    else:
        yield


@contextlib.contextmanager
def _locked(store: Store) -> Iterator[None]:
    import filelock  # noqa: PLC0415 - it takes a twentieth of a second

    lock = filelock.FileLock(store.own / LOCK)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        raise UsageError(
            say(
                "another grade is at work in {folder!r} ({who}): wait until it is done, or end it, then go on with "
                "--resume; or give another --output",
                folder=str(store.folder),
                who=_who(store.own / HOLDER),
            )
        ) from None
    try:
        yield
    finally:
        lock.release()


def _us() -> dict[str, object]:
    return {"process": os.getpid(), "machine": platform.node(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}


def _who(holder: Path) -> Message:
    try:
        told = json.loads(holder.read_bytes())
        process, machine, since = told["process"], told["machine"], told["since"]
    except (OSError, ValueError, KeyError, TypeError):
        # It has the lock, and hasn't said its name yet.
        return say("it has just begun")
    return say("process {process} on {machine}, since {since}", process=process, machine=machine, since=since)
