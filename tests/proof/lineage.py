"""Which processes stem from which, by /proc. Linux only."""

from collections.abc import Iterable, Iterator
from pathlib import Path


def descendants(pid: int) -> set[int]:
    """Return the processes that stem from this one, itself not among them."""
    parents = {each: parent for each, _, parent in _processes()}
    found: set[int] = set()
    while more := {each for each, parent in parents.items() if parent in found | {pid}} - found:
        found |= more
    return found


def living(pids: Iterable[int]) -> set[int]:
    """Return which of these processes are there, but for those that have ended and only wait to be noticed."""
    return set(pids) & {pid for pid, state, _ in _processes() if state != "Z"}


def _processes() -> Iterator[tuple[int, str, int]]:
    """Go through all processes: each one's number, its state as proc(5) has it, and its parent's number."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                state, parent = (entry / "stat").read_text("ascii", "replace").rpartition(")")[2].split()[:2]
            except OSError:  # it ended just now
                continue
            yield int(entry.name), state, int(parent)
