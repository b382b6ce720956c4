"""The watcher's side of the process that grades: start it, ask it, end it."""

import asyncio
import contextlib
import shutil
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process

from grader.attempt import Attempt
from grader.course import Course, counted, weighed
from grader.parcels import MAX_LINE, pack, unpack
from grader.session import GradingError
from grader.settings import Settings
from grader.verdict import Verdict

COMMAND = (sys.executable, "-P", "-m", "grader.live.worker")
SECONDS_TO_END = 2.0  # for the worker to end its stage; it needs some milliseconds


class WarmGrader:
    """Grades in a process that is warm already; one that is lost or given up is replaced."""

    def __init__(self, settings: Settings, course: Course | None = None) -> None:
        """Grade as ``settings`` say, and count by the terms of a course."""
        self._settings = settings
        self._course = course or Course()
        self._process: Process | None = None
        self._folder = ""  # for what it makes while it grades: there until its end, however sudden that is

    async def start(self) -> Process:
        """Start the process, if there is none; it warms up while the caller goes on."""
        if self._process is None or self._process.returncode is not None:
            await self.close()
            self._folder = tempfile.mkdtemp(prefix="watch-")
            # In a session of its own: what is pressed on the keyboard is the watcher's business.
            self._process = await asyncio.create_subprocess_exec(
                *COMMAND, self._folder, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True, limit=MAX_LINE
            )
            self._send(self._process, self._settings)
        return self._process

    async def grade(self, attempt: Attempt) -> Verdict:
        """Grade an attempt; raise `GradingError` where the grader fails.

        Whoever cancels this gives the grading up, and the process with it: the next grading starts another.
        """
        process = await self.start()
        try:
            self._send(process, attempt)
            answer = await self._receive(process)
        except asyncio.CancelledError:
            await self.close()
            raise
        if isinstance(answer, Verdict):
            return counted(weighed(answer, self._course), self._course)
        raise GradingError(str(answer))

    def _send(self, process: Process, message: Settings | Attempt) -> None:
        if process.stdin is not None:
            process.stdin.write(pack(message))

    async def _receive(self, process: Process) -> object:
        if process.stdout is None:
            return None
        line = await process.stdout.readline()
        if not line.endswith(b"\n"):
            return f"the process that grades has ended (exit status {await process.wait()})"
        return unpack(line)

    async def close(self) -> None:
        """End the process, its stage, and whatever they leave."""
        process, self._process = self._process, None
        if process is not None:
            if process.stdin is not None:
                process.stdin.close()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), SECONDS_TO_END)
            if process.returncode is None:
                process.kill()
                await process.wait()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
