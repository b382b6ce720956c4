"""What a command takes, with all that it starts: time, processor time, memory. Linux only."""

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lineage import descendants

EVERY = 1.0  # real seconds between two looks
KIB = 1024


@dataclass(frozen=True, slots=True)
class Look:
    """How things stood after so many ``seconds``: bytes of all processes together, and of the first one; ``done`` jobs.

    What processes share, as forks do, is counted once.
    """

    seconds: float
    everything: int
    first: int
    processes: int
    done: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What a command took, its exit status, and how things stood meanwhile."""

    status: int
    wall: float
    cpu: float
    looks: Sequence[Look]

    @property
    def peak(self) -> int:
        """The most memory that was in use, in bytes."""
        return max((look.everything for look in self.looks), default=0)

    def at(self, part: float, total: int) -> Look:
        """Return the look at the moment at which this part of ``total`` jobs was done."""
        return next((look for look in self.looks if look.done >= part * total), self.looks[-1])


def watch_over(
    command: Sequence[str], cwd: Path, env: Mapping[str, str], done: Callable[[], int], every: float = EVERY
) -> Taken:
    """Run a command to its end; ``done`` tells how many jobs are, whenever it is looked at."""
    begin, before = time.monotonic(), _cpu_of_children()
    looks: list[Look] = []
    null = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=cwd, env=dict(env), stdin=null, stdout=null) as process:
        while _goes_on(process, every):
            looks.append(_look(process.pid, time.monotonic() - begin, done()))
    return Taken(process.returncode, time.monotonic() - begin, _cpu_of_children() - before, looks)


def _goes_on(process: "subprocess.Popen[bytes]", seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return True
    return False


def _look(pid: int, seconds: float, done: int) -> Look:
    family = [pid, *descendants(pid)]
    shares = {each: _share(each) for each in family}
    return Look(seconds, sum(shares.values()), shares[pid], len(family), done)


def _share(pid: int) -> int:
    """Return the bytes of a process, of what is shared its part only; none where it has ended."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    return sum(int(line.split()[1]) * KIB for line in text.splitlines() if line.startswith("Pss:"))


def _cpu_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system
