"""Somebody who sits at a real pseudo-terminal: starts a command, reads the screen, presses keys."""

import os
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import TracebackType
from typing import Self

import pexpect
import pyte
from lineage import living
from runs import ROOT, environment

PATIENCE = 60  # real seconds, on however busy a machine: what is waited for comes much earlier
GRADER = (sys.executable, "-m", "grader")


class Sitting:
    """A command on a terminal of its own, and what is to be seen there."""

    def __init__(self, *command: str, rows: int = 40, columns: int = 100, env: Mapping[str, str] | None = None) -> None:
        """Start a command."""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.bytes = b""
        self.read_at = 0.0  # when the last of them came
        self.child = pexpect.spawn(
            command[0],
            list(command[1:]),
            cwd=str(ROOT),
            env=environment({"TERM": "xterm-256color", "LANG": "C.UTF-8", "LANGUAGE": "", **(env or {})}),
            dimensions=(rows, columns),
        )
        self._before = self.modes()

    def __enter__(self) -> Self:
        """Sit down."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave nothing running."""
        if self.child.isalive():
            os.kill(self.child.pid, signal.SIGKILL)
            self.child.wait()
        self.child.close()

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    def wait(self, *words: str) -> str:
        """Read until all these words are on the screen, and return it."""
        return self.until(lambda text: all(word in text for word in words), f"{words} on the screen")

    def wait_without(self, word: str) -> str:
        """Read until this word isn't on the screen any more, and return it."""
        return self.until(lambda text: word not in text, f"no {word!r} on the screen")

    def until(self, true: Callable[[str], bool], what: str) -> str:
        """Read until this is true of the screen, and return the screen."""
        end = time.monotonic() + PATIENCE
        while not true(self.text):
            if time.monotonic() > end or not self._read():
                raise AssertionError(f"waited for {what}; the screen:\n{self.text}")
        return self.text

    def _read(self) -> bool:
        """Read what comes; return whether more may come."""
        try:
            data = self.child.read_nonblocking(65536, timeout=1)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.read_at = time.perf_counter()
        self.bytes += data
        self._stream.feed(data)
        return True

    def press(self, keys: str) -> None:
        """Press keys."""
        self.child.send(keys)

    def hang_up(self) -> None:
        """Take the terminal away."""
        self.child.ptyproc.fileobj.close()

    def resize(self, rows: int, columns: int) -> None:
        """Make the window another size."""
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def end(self) -> int:
        """Read to the end; return the exit code, or minus the signal."""
        end = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < end, f"never ended; the screen:\n{self.text}"
        self.child.wait()
        return int(self.child.exitstatus if self.child.signalstatus is None else -self.child.signalstatus)

    def modes(self) -> Sequence[object]:
        """Return the terminal's modes: echo, cooked or raw, and so on."""
        return termios.tcgetattr(self.child.child_fd)

    @property
    def sane(self) -> bool:
        """Whether the terminal is as it was: its modes, a cursor to be seen, the screen that was there before."""
        left = self.bytes.rfind(b"\x1b[?1049l") >= self.bytes.rfind(b"\x1b[?1049h")
        return self.modes() == self._before and not self.screen.cursor.hidden and left


def wait_until_gone(pids: Iterable[int]) -> None:
    """Return when these processes are there no more; AssertionError where some stay."""
    end = time.monotonic() + PATIENCE
    while left := living(pids):
        assert time.monotonic() < end, f"still there: {left}"
        os.sched_yield()
