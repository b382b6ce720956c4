"""Lend the terminal to a program: until it ends, keys such as Ctrl-C are its own."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence


async def run_in_foreground(command: Sequence[str]) -> int:
    """Run a command in this terminal, as a shell does; return its exit status. Who cancels this ends the program."""
    # In a process group of its own: Ctrl-C ends this program, not the one that started it, or nox.
    group = 0 if hasattr(os, "tcsetpgrp") else None
    process = await asyncio.create_subprocess_exec(*command, process_group=group)
    try:
        with _lent_to(process.pid):
            return await process.wait()
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                _kill(process)
            await process.wait()


def _kill(process: asyncio.subprocess.Process) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


@contextlib.contextmanager
def _lent_to(group: int) -> Iterator[None]:
    if not hasattr(os, "tcsetpgrp"):
        yield
        return
    with _without_suspending():
        _hand_over(group)
        try:
            yield
        finally:
            _hand_over(os.getpgrp())


def _hand_over(group: int) -> None:
    # Whoever does so from the background is stopped by this signal, but for when it is blocked.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
    try:
        with contextlib.suppress(OSError):  # it isn't our controlling terminal, or the program has ended already
            os.tcsetpgrp(sys.stdin.fileno(), group)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _without_suspending() -> Iterator[None]:
    """Take its meaning from Ctrl-Z: there is no shell to bring the program back."""
    import termios  # noqa: PLC0415 - POSIX only

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    changed = termios.tcgetattr(terminal)
    changed[6][termios.VSUSP] = bytes([os.fpathconf(terminal, "PC_VDISABLE")])
    termios.tcsetattr(terminal, termios.TCSANOW, changed)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)
