"""One process that grades, from its start to its end: it is asked once, answers once, and leaves nothing."""

import contextlib
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from grader.classroom.gate import Gate, Place
from grader.classroom.worker import JUDGED
from grader.parcels import MAX_LINE, pack
from grader.words import Message, say

COMMAND = (sys.executable, "-P", "-m", "grader.classroom.worker")
SECONDS_TO_END = 10.0  # for a worker that has answered, or was killed, and its stage; they need some milliseconds
MAX_STDERR = 2_000  # bytes that are kept


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of asking: a ``line``, whole or not; how the process ended, what it said of that, and if too late."""

    line: bytes
    status: int
    errors: str
    late: bool

    @property
    def ending(self) -> Message:
        """How the process ended, in words."""
        if self.status >= 0:
            return say("exit status {status}", status=self.status)
        return say("{signal}", signal=signal.strsignal(-self.status) or f"signal {-self.status}")


def ask(request: bytes, gate: Gate, place: Place, until: float) -> Reply:
    """Start a process, have it grade, and return what came of that once it is gone, and all that it had started.

    The place is left once only truth runs are left. The process is killed at ``until``, as `time.monotonic` has it, and
    where the gate is closed. Raises `OSError` where it can't be started.
    """
    with tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True) as folder:
        # In a session of its own: what is pressed on the keyboard is not its business.
        process = subprocess.Popen(
            [*COMMAND, folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        with _rest_of(process.stderr) as errors, gate.working(process), _killed_at(until, process) as late:
            try:
                line = _converse(process, request, place)
            finally:
                _end(process)
        return Reply(line, process.returncode, _text(errors), late.is_set())


def _converse(process: "subprocess.Popen[bytes]", request: bytes, place: Place) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("a process was started without its pipes")
    # Who is killed while it reads or writes has said nothing.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(request)
        process.stdin.flush()
    line = process.stdout.readline(MAX_LINE)
    if line == pack(JUDGED):
        place.leave()
        line = process.stdout.readline(MAX_LINE)
    return line


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process, if it hasn't ended by itself: the end of its input tells it to."""
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):  # what was never read can't be written any more
            if pipe is not None:
                pipe.close()
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def _killed_at(until: float, process: "subprocess.Popen[bytes]") -> Iterator[threading.Event]:
    """Kill the process when it is too late; the event tells of that."""
    late = threading.Event()

    def kill() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(max(until - time.monotonic(), 0), kill)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


@contextlib.contextmanager
def _rest_of(stream: IO[bytes] | None) -> Iterator[deque[int]]:
    """Read a stream to its end meanwhile, and give the last of it.

    What the process has started has the same stream, so its end tells that nothing of that is left.
    """
    rest: deque[int] = deque(maxlen=MAX_STDERR)

    def read() -> None:
        while stream is not None and (data := stream.read1(1 << 16)):  # type: ignore[attr-defined] # it is buffered
            rest.extend(data)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        yield rest
    finally:
        reader.join(SECONDS_TO_END)
        if stream is not None and not reader.is_alive():
            stream.close()


def _text(rest: deque[int]) -> str:
    return bytes(rest).decode("utf-8", "replace").strip()
