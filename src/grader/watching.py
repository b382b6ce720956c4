"""Does an attempt wait for something real? Told from the state of its threads, so that load changes nothing."""

import asyncio
from collections.abc import Callable
from pathlib import Path

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
        self.waited_outside = False  # whether it ever slept for long, then went on: a wait outside the virtual clock

    async def until_hung(self, progress: Callable[[], int]) -> None:
        """Return when the process hangs; ``progress`` is a number that changes with whatever it sends.

        Counted in samples that this side takes while it is listening, so a parent that gets no turn blames nobody.
        """
        asleep, silent, last = 0, 0, (-1, sleeping_threads(self._pid))
        while silent < WALL_SECONDS / SAMPLE_SECONDS:
            await asyncio.sleep(SAMPLE_SECONDS)
            now = (progress(), sleeping_threads(self._pid))
            asleep = asleep + 1 if now == last and now[1] else 0
            silent = silent + 1 if now[0] == last[0] else 0
            last = now
            self.waited_outside = self.waited_outside or asleep >= OUTSIDE_SAMPLES
            if asleep >= self._patience:
                return


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
