"""Which processes stem from which, by /proc, and what waits for their end. Linux only."""

import os
import select
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


def descendants(pid: int) -> set[int]:
    """Return the living processes that stem from this one, itself not among them."""
    processes = list(_processes())
    found: set[int] = set()
    while more := {each for each, _, parent in processes if parent in found | {pid}} - found:
        found |= more
    return found & {each for each, state, _ in processes if state != "Z"}


def living(pids: Iterable[int]) -> set[int]:
    """Return which of these processes are there, but for those that have ended and only wait to be noticed."""
    return set(pids) & {pid for pid, state, _ in _processes() if state != "Z"}


def above(pid: int, generations: int) -> int:
    """Return a process, or the parent of one, or the parent of that."""
    for _ in range(generations):
        pid = _stat(pid)[1]
    return pid


@contextmanager
def watched(pids: Iterable[int]) -> Iterator[Callable[[], bool]]:
    """Give what waits for the end of processes, anybody's, and returns whether all came to it."""
    descriptors = [descriptor for pid in pids for descriptor in _opened(pid)]
    try:
        yield lambda: all(select.select([descriptor], [], [], 30)[0] for descriptor in descriptors)
    finally:
        for descriptor in descriptors:
            os.close(descriptor)


def _opened(pid: int) -> list[int]:
    """Return what tells of this process's end, or nothing where it has come to it, and was noticed, already."""
    try:
        return [os.pidfd_open(pid)]
    except ProcessLookupError:
        return []


def _processes() -> Iterator[tuple[int, str, int]]:
    """Go through all processes: each one's number, its state as proc(5) has it, and its parent's number."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            pid = int(entry.name)
            try:
                state, parent = _stat(pid)
            except OSError:  # it ended just now
                continue
            yield pid, state, parent


def _stat(pid: int) -> tuple[str, int]:
    """Return a process's state and its parent's number; `OSError` where it isn't there any more."""
    state, parent = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()[:2]
    return state, int(parent)
