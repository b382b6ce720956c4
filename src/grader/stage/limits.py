"""Limits on what the attempt's process may take, and hooks on what would escape virtual time.

Where the system has a limit it is set; where it hasn't (Windows), the parent's deadlines remain. Nothing here is a
sandbox: it names what a learner's program does by mistake.
"""

import faulthandler
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import IO, Any

from grader.stage.hooks import put

CPU_SECONDS = 2  # processor time, so that a busy machine changes no verdict
MORE_CPU = 6  # seconds on top of it, for a scenario in which very much program time passes
MEMORY = 512 << 20  # bytes of address space
FILE_SIZE = 16 << 20
OPEN_FILES = 256
THREAD_STACK = 1 << 20  # bytes: two hundred threads must fit below MEMORY

PROCESS_EVENTS = {
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.exec",
    "os.system",
    "os.startfile",
    "subprocess.Popen",
    "pty.spawn",
}
ESCAPE_EVENTS = {"ctypes.dlopen"}
ESCAPES_BY_SIGNAL = ("setitimer", "alarm", "pause", "sigwait", "sigtimedwait", "sigwaitinfo")

Record = Callable[..., None]


def set_limits(*, used_cpu: int, allowance: int = 1, more_cpu: int = 0) -> None:
    """Limit processor time (beyond ``used_cpu`` seconds used so far), memory, file size, open files; no core dumps.

    ``allowance`` multiplies what may be used of processor time; ``more_cpu`` seconds are kept back for `renew_cpu`.
    """
    threading.stack_size(THREAD_STACK)
    try:
        import resource
    except ImportError:  # Windows
        return
    cpu = CPU_SECONDS * allowance + used_cpu
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + more_cpu + 1))
    for which, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, FILE_SIZE),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(which)[1]
        limit = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(which, (limit, limit))


def renew_cpu(*, allowance: int = 1) -> None:
    """Allow as much processor time from now on as at the beginning, as far as there is `MORE_CPU` left.

    To be called when much program time has passed. Whoever naps for an hour needs some processor time for each nap, and
    on a slow or busy machine more of it; that is no reason to call it busy.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(used.ru_utime + used.ru_stime) + 1 + CPU_SECONDS * allowance
    resource.setrlimit(resource.RLIMIT_CPU, (max(soft, min(wanted, hard - 1)), hard))


def show_stacks_on_death(stacks: IO[bytes]) -> None:
    """Let the interpreter write every thread's stack into ``stacks`` when the process crashes or is asked to."""
    faulthandler.enable(stacks, all_threads=True)
    if hasattr(faulthandler, "register"):  # not on Windows
        faulthandler.register(signal.SIGUSR1, stacks, all_threads=True)
        # The limit of processor time ran out: write the stacks, then die of the signal as if nobody had listened.
        faulthandler.register(signal.SIGXCPU, stacks, all_threads=True, chain=True)


def watch_escapes(record: Record, line: Callable[[], int | None]) -> None:
    """Refuse to start processes, and record that and what waits outside the virtual clock."""

    def hook(event: str, _args: tuple[Any, ...]) -> None:
        if event in PROCESS_EVENTS:
            _refuse(event)
        if event in ESCAPE_EVENTS:
            record("escape", what=event, line=line())

    def _refuse(what: str) -> None:
        record("process", what=what, line=line())
        raise PermissionError(f"{what}: an attempt may not start a process")

    sys.addaudithook(hook)
    for name in ESCAPES_BY_SIGNAL:
        if hasattr(signal, name):
            setattr(signal, name, _recorded(f"signal.{name}", getattr(signal, name), record, line))
    _patch_fork_exec(_refuse)


def _recorded(
    what: str, original: Callable[..., Any], record: Record, line: Callable[[], int | None]
) -> Callable[..., Any]:
    def escape(*args: Any) -> Any:
        record("escape", what=what, line=line())
        return original(*args)

    return escape


def _patch_fork_exec(refuse: Callable[[str], None]) -> None:
    """`_posixsubprocess.fork_exec` starts a process without any audit event; `subprocess` has captured it by name."""
    try:
        import _posixsubprocess
    except ImportError:  # Windows
        return
    import subprocess

    def fork_exec(*_args: Any) -> None:
        refuse("fork_exec")

    put(_posixsubprocess, fork_exec=fork_exec)
    put(subprocess, _fork_exec=fork_exec)


def watch_exits(leaving: Callable[[str], None]) -> None:
    """Call ``leaving`` with what was called before the attempt ends its own process."""
    for module, name in (*((os, name) for name in ("_exit", "abort", "kill", "killpg")), (signal, "raise_signal")):
        if hasattr(module, name):
            setattr(module, name, _announced(f"{module.__name__}.{name}", getattr(module, name), leaving))


def _announced(what: str, original: Callable[..., Any], leaving: Callable[[str], None]) -> Callable[..., Any]:
    def leave(*args: Any) -> Any:
        leaving(what)
        return original(*args)

    return leave
