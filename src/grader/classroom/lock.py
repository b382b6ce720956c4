"""One run at a time in a folder. The system keeps the lock, so that whatever becomes of a run, none is left behind."""

import contextlib
import json
import os
import platform
import time
from collections.abc import Iterator
from pathlib import Path

from grader.classroom.writing import put
from grader.settings import UsageError
from grader.words import Message, say

LOCK, HOLDER = "lock", "holder.json"


@contextlib.contextmanager
def held(folder: Path, own: Path) -> Iterator[None]:
    """Hold the lock of an output folder, whose subfolder ``own`` is for such things; `UsageError` if another does."""
    holder = own / HOLDER
    with _locked(folder, own):
        put(holder, json.dumps(_us()), own / "draft")
        try:
            yield
        finally:
            holder.unlink(missing_ok=True)


@contextlib.contextmanager
def free(folder: Path, own: Path) -> Iterator[None]:
    """Keep others out of an output folder, and write nothing there; who may not write there keeps nobody out."""
    if os.access(own / LOCK, os.W_OK):
        with _locked(folder, own):
            yield
    else:
        yield


@contextlib.contextmanager
def _locked(folder: Path, own: Path) -> Iterator[None]:
    import filelock  # noqa: PLC0415 - it takes a twentieth of a second

    lock = filelock.FileLock(own / LOCK)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        raise UsageError(
            say(
                "another grade is at work in {folder!r} ({who}): wait until it is done, or end it, then go on with "
                "--resume; or give another --output",
                folder=str(folder),
                who=_who(own / HOLDER),
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
