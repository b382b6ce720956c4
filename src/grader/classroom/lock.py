"""One run at a time in a folder. The system keeps the lock, so that whatever becomes of a run, none is left behind."""

import contextlib
import json
import os
import platform
import time
from collections.abc import Iterator
from pathlib import Path

from grader.classroom.store import Store
from grader.settings import UsageError
from grader.words import Message, say

LOCK, HOLDER = "lock", "holder.json"


@contextlib.contextmanager
def held(store: Store) -> Iterator[None]:
    """Hold the lock of an output folder; `UsageError` where another one does."""
    with _locked(store):
        store.write(f".grade/{HOLDER}", json.dumps(_us()))
        try:
            yield
        finally:
            (store.own / HOLDER).unlink(missing_ok=True)


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
