"""A control group whose processes get only a part of one processor, all held up together each tenth of a second."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PERIOD = 100_000  # microseconds
ROOTS = (Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup"))  # version 1, version 2
JOIN = 'echo $$ >"$0" && exec "$@"'


@contextmanager
def squeezed(percent: int) -> Iterator[list[str] | None]:
    """Give the beginning of a command line that squeezes what stands behind it to ``percent`` of one processor.

    None where this system has no control groups that we may make (Linux, as root, outside of most containers).
    """
    group = _make(percent)
    try:
        yield None if group is None else ["sh", "-c", JOIN, str(group / "cgroup.procs")]
    finally:
        if group is not None:
            group.rmdir()


def _make(percent: int) -> Path | None:
    quota = PERIOD * percent // 100
    for root in ROOTS:
        if shutil.which("sh") is None or not os.access(root / "cgroup.procs", os.W_OK):
            continue
        group = root / f"katas-{os.getpid()}"
        group.mkdir()
        try:
            if (group / "cpu.max").exists():
                (group / "cpu.max").write_text(f"{quota} {PERIOD}")
                return group
            if (group / "cpu.cfs_quota_us").exists():
                (group / "cpu.cfs_period_us").write_text(str(PERIOD))
                (group / "cpu.cfs_quota_us").write_text(str(quota))
                return group
        except OSError:  # a controller that isn't handed down to us
            pass
        group.rmdir()
    return None
