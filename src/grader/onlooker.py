"""A program that is run for real, seen from outside: what comes through its terminal and when, and how it ends."""

import asyncio
import os
import re
import signal
import time
from pathlib import Path

from grader.processes import Performer, Terminal
from grader.trace import Data, End, Output, Scenario, Trace
from grader.words import say

REAL_SECONDS = 15  # of wall time that a program of three seconds may take on a busy machine
MAX_OUTPUT = 1 << 20  # bytes; a spinner of three seconds draws about one thousand
MAX_STDERR = 1 << 16
FUNCTION = "main"
SCENARIO = Scenario("for real", {"play": "real", "function": FUNCTION}, REAL_SECONDS, natural=True)


class Onlooker:
    """Reads the terminal of a program that runs by itself, and waits for its end."""

    def __init__(self, performer: Performer, terminal: Terminal) -> None:
        """Begin the clock."""
        self._performer = performer
        self._terminal = terminal
        self._begin = time.monotonic_ns()
        self._outputs: list[Output] = []
        self._total = 0
        self._cut: str | None = None
        self._flooded = asyncio.Event()

    async def watch(self) -> None:
        """Return when the process has ended, has printed far too much, or its time is up."""
        asyncio.get_running_loop().add_reader(self._terminal.master, self._read)
        # Nothing is ever sent: the channel ends when the process does.
        ended = asyncio.create_task(self._performer.reader.read(1))
        flooded = asyncio.create_task(self._flooded.wait())
        done, pending = await asyncio.wait((ended, flooded), timeout=REAL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        if not done:
            self._cut = "endless"

    def close(self) -> None:
        """Read what is left, once the process is gone, and stop reading."""
        asyncio.get_running_loop().remove_reader(self._terminal.master)
        before = -1
        while before < self._total <= MAX_OUTPUT:
            before = self._total
            self._read()

    def _read(self) -> None:
        try:
            data = os.read(self._terminal.master, 1 << 16)
        except BlockingIOError:
            return
        except OSError:  # every process that had the other end is gone
            asyncio.get_running_loop().remove_reader(self._terminal.master)
            return
        self._outputs.append(Output(time.monotonic_ns() - self._begin, data))
        self._total += len(data)
        if self._total > MAX_OUTPUT:
            asyncio.get_running_loop().remove_reader(self._terminal.master)
            self._cut = "flooded"
            self._flooded.set()

    def trace(self, status: int, filename: str) -> Trace:
        """Return what was seen; ``status`` is how the process ended."""
        stderr = _read_start_and_end(self._performer.folder / "stderr")
        end = End(self._cut) if self._cut else _end_of(status, stderr, filename)
        return Trace(tuple(self._outputs), end, SCENARIO)


def _end_of(status: int, stderr: str, filename: str) -> End:
    if not status:
        return End(None)
    if status == -getattr(signal, "SIGXCPU", 0):
        return End("busy")
    if status < 0:
        return End("crashed", detail=signal.strsignal(-status) or say("signal {number}", number=-status))
    return End("exited", detail=say("exit status {status}", status=status), error=_error_in(stderr, filename))


def _error_in(stderr: str, filename: str) -> Data | None:
    """Return the exception that a traceback tells of, None where there is no traceback."""
    *_, last = stderr.rstrip().split("\n")
    found = re.fullmatch(r"([\w.]+)(?:: (.*))?", last)
    if "Traceback (most recent call last)" not in stderr or found is None:
        return None
    lines = re.findall(rf'File "{re.escape(filename)}", line (\d+)(?:, in (\w+))?', stderr)
    line, function = lines[-1] if lines else (None, None)
    return {"type": found[1], "text": found[2] or "", "function": function, "line": int(line) if line else None}


def _read_start_and_end(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError:
        return ""
    return (data if len(data) <= MAX_STDERR else data[: MAX_STDERR // 2] + data[-MAX_STDERR // 2 :]).decode(
        "utf-8", "replace"
    )
