"""Somebody who sits at a real pseudo-terminal: starts a command, reads the screen, presses keys."""

import os
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import pyte
from runs import ROOT, environment

PATIENCE = 60  # real seconds, on however busy a machine; nothing here waits for it to pass


class Sitting:
    """A command on a terminal of its own, and what is to be seen there."""

    def __init__(
        self, *arguments: str, rows: int = 40, columns: int = 100, env: Mapping[str, str] | None = None
    ) -> None:
        """Start ``python -m grader`` with these arguments."""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.bytes = b""
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "grader", *arguments],
            cwd=str(ROOT),
            env=environment({"TERM": "xterm-256color", "LANG": "C.UTF-8", **(env or {})}),
            dimensions=(rows, columns),
            timeout=PATIENCE,
        )
        self.child.ptyproc.delayafterclose = self.child.delayafterclose = 0
        self.before = self._modes()

    def __enter__(self) -> Self:
        """Sit down."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave nothing running."""
        if self.child.isalive():
            os.kill(self.child.pid, 9)
        self.child.close(force=True)

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait(self, *words: str) -> str:
        """Read until all these words are on the screen, and return it."""
        return self.until(lambda text: all(word in text for word in words), f"{words} on the screen")

    def until(self, true: Callable[[str], bool], what: str) -> str:
        """Read until this is true of the screen, and return the screen."""
        end = time.monotonic() + PATIENCE
        while not true(self.text):
            assert time.monotonic() < end, f"waited for {what}; the screen:\n{self.text}"
            try:
                self._feed(self.child.read_nonblocking(65536, timeout=1))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                assert true(self.text), f"ended while waiting for {what}; the screen:\n{self.text}"
        return self.text

    def _feed(self, data: bytes) -> None:
        self.bytes += data
        self._stream.feed(data)

    def press(self, keys: str) -> None:
        """Press keys."""
        self.child.send(keys)

    def resize(self, rows: int, columns: int) -> None:
        """Make the window another size."""
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def end(self) -> int:
        """Read to the end; return the exit code, or minus the signal."""
        while True:
            try:
                self._feed(self.child.read_nonblocking(65536, timeout=PATIENCE))
            except pexpect.EOF:
                break
        self.child.wait()
        return int(self.child.exitstatus if self.child.signalstatus is None else -self.child.signalstatus)

    def _modes(self) -> list[object]:
        return termios.tcgetattr(self.child.child_fd)

    @property
    def sane(self) -> bool:
        """Whether the terminal is as it was: echo, cooked mode, the cursor, the usual screen."""
        return self._modes() == self.before and not self.screen.cursor.hidden and b"\x1b[?1049l" in self.bytes


def descendants(pid: int) -> set[int]:
    """Return the processes that stem from this one, itself not among them."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text("ascii").rpartition(")")[2].split()[1])
            except OSError:
                continue
    found: set[int] = set()
    while more := {each for each, parent in parents.items() if parent in found | {pid}} - found:
        found |= more
    return found
