"""One process that grades, from its start to its end: it is asked once, answers once, and leaves nothing."""

import contextlib
import secrets
import shutil
import signal
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from grader.classroom.gate import Gate, Place
from grader.classroom.starting import SECONDS_TO_END, Child
from grader.classroom.worker import JUDGED
from grader.parcels import MAX_LINE, pack
from grader.words import say

SIGKILL = 9  # on every system that has signals; Windows has no such name
MAX_STDERR = 2_000  # bytes that are kept


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of asking: a ``line``, whole or not; how the process ended, what it said of that, and if too late."""

    line: bytes
    status: int | None
    errors: str
    late: bool

    @property
    def killed(self) -> bool:
        """Whether somebody killed the process."""
        return self.status == -SIGKILL

    @property
    def ending(self) -> str:
        """How the process ended, in words."""
        if self.status is None:
            return say("nobody saw how it ended")
        if self.status >= 0:
            return say("exit status {status}", status=self.status)
        return signal.strsignal(-self.status) or say("signal {number}", number=-self.status)


def ask(request: bytes, gate: Gate, place: Place, until: float) -> Reply:
    """Start a process, have it grade, and return what came of that once it is gone, and all that it had started.

    The place is left once only truth runs are left. The process is ended at ``until``, as `time.monotonic` has it, and
    where the gate is closed. Raises `OSError` where it can't be started.
    """
    with _folder() as folder:
        child = gate.starter.start(folder)
        with _last_of(child.errors) as errors:
            try:
                with gate.working(child), _killed_at(until, child) as late:
                    line = _converse(child, request, place)
            finally:
                status = child.end()
    return Reply(line, status, bytes(errors).decode("utf-8", "replace").strip(), late.is_set())


@contextlib.contextmanager
def _folder() -> Iterator[str]:
    """Give the path of a folder that the process makes for itself; here it is removed, where that was killed."""
    folder = Path(tempfile.gettempdir(), f"grade-{secrets.token_hex(8)}")
    try:
        yield str(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _converse(child: Child, request: bytes, place: Place) -> bytes:
    # Who ends while it reads or writes has said nothing.
    with contextlib.suppress(ConnectionError):
        child.requests.write(request)
        child.requests.flush()
    with contextlib.suppress(ConnectionError):
        line = child.answers.readline(MAX_LINE)
        if line == pack(JUDGED):
            place.leave()
            line = child.answers.readline(MAX_LINE)
        return line
    return b""


@contextlib.contextmanager
def _killed_at(until: float, child: Child) -> Iterator[threading.Event]:
    """Kill the process when it is too late; the event tells of that."""
    late = threading.Event()

    def kill() -> None:
        late.set()
        child.kill()

    timer = threading.Timer(max(until - time.monotonic(), 0), kill)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


@contextlib.contextmanager
def _last_of(stream: IO[bytes]) -> Iterator[deque[int]]:
    """Read a stream to its end meanwhile, and give the last of it.

    What the process has started has the same stream, so its end tells that nothing of that is left.
    """
    last: deque[int] = deque(maxlen=MAX_STDERR)

    def read() -> None:
        while data := stream.read1(1 << 16):  # type: ignore[attr-defined] # it is a buffered one
            last.extend(data)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        yield last
    finally:
        reader.join(SECONDS_TO_END)
        if not reader.is_alive():
            stream.close()
