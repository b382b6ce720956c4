"""Does an attempt wait for something real? Told from the state of its threads, so that load changes nothing."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from grader.filling import let_fill

SAMPLE_SECONDS = 0.25
# So many samples in a row in which every thread slept and none had run in between: it waits for something real. A
# thread that is only kept from the processor by others is runnable, so this doesn't depend on how busy the machine is.
OUTSIDE_SAMPLES = 3
PATIENT, IMPATIENT = 14, 4  # samples after which it is said to hang; longer than the three seconds of an honest wait
ASLEEP = "STt"  # sleeping, stopped, traced: as proc(5) has them
WALL_SECONDS = 60  # without a sign from the process: the last resort where threads can't be looked at


class Watch:
    """Looks at a process's threads from time to time."""

    def __init__(self, pid: int, patience: int) -> None:
        """Watch the process ``pid``, which hangs when it has slept for ``patience`` samples in a row."""
        self._pid = pid
        self._patience = patience
        # Whether it slept for long, then went on, or does so again and again: it waits outside of the virtual clock.
        self.waited_outside = False

    async def until_hung(self, progress: Callable[[], int]) -> None:
        """Return when the process hangs; ``progress`` is a number that changes with whatever it sends.

        Counted in samples that this side takes while it is listening, so a parent that gets no turn blames nobody.
        """
        asleep, silent, woken, last = 0, 0, -1, (-1, sleeping_threads(self._pid))
        while silent < WALL_SECONDS / SAMPLE_SECONDS:
            await asyncio.sleep(SAMPLE_SECONDS)
            let_fill(self._pid)
            now = (progress(), sleeping_threads(self._pid))
            asleep = asleep + 1 if now == last and now[1] else 0
            if asleep == 1:
                woken = wakings(self._pid)
            silent = silent + 1 if now[0] == last[0] else 0
            last = now
            self.waited_outside = self.waited_outside or asleep >= OUTSIDE_SAMPLES
            if asleep >= self._patience:
                # Who sleeps again and again, by a clock that isn't ours, can't be told from one that hangs but by this.
                self.waited_outside = wakings(self._pid) != woken
                return


def wakings(pid: int) -> int:
    """Return how often the threads of a process went to sleep by themselves; 0 where that isn't known (off Linux)."""
    found = 0
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            status = (task / "status").read_text("ascii", "replace")
            found += int(status.partition("\nvoluntary_ctxt_switches:")[2].split("\n", 1)[0] or 0)
    except OSError:
        return found
    return found


def sleeping_threads(pid: int) -> tuple[str, ...]:
    """Return each thread and its processor time if all of them sleep or are stopped; else nothing (as off Linux)."""
    threads = []
    try:
        for task in sorted(Path(f"/proc/{pid}/task").iterdir()):
            fields = (task / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
            if fields[0] not in ASLEEP:
                return ()
            threads.append(f"{task.name}:{fields[11]}:{fields[12]}")
    except OSError:
        return ()
    return tuple(threads)
