"""Processor time for a program that fills the memory: how long that takes says how busy the machine is.

Whoever takes all the memory there is ends with a `MemoryError`: after half a second of processor time, or after two
where others keep the machine busy: the limit of processor time must not come first, and give it another cause.
"""

import sys
from pathlib import Path

MUCH = 96 << 20  # bytes that are resident: what no program of the katas needs, and far below what an attempt may have


def let_fill(pid: int) -> None:
    """Let a process that has much resident memory use all the processor time that its hard limit has room for.

    Linux only; elsewhere, or where the process isn't there any more, nothing is done.
    """
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 - it isn't there on Windows

    try:
        resident = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * resource.getpagesize()
        soft, hard = resource.prlimit(pid, resource.RLIMIT_CPU)
        if resident > MUCH and resource.RLIM_INFINITY not in (soft, hard) and soft < hard - 1:
            resource.prlimit(pid, resource.RLIMIT_CPU, (hard - 1, hard))
    except (OSError, IndexError):  # it ends, or has ended; what is left of it has no memory
        return
