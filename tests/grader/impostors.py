"""Performers that the tests play themselves: what the parent's side makes of whatever comes over the channel.

No stage and no attempt is involved: a test says which messages it gets, and how the process is said to have ended.
"""

import asyncio
import os
import socket
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.backstage import Backstage
from grader.processes import Performer, Terminal, make_folder
from grader.trace import Scenario, Trace
from grader.wire import Message, decode, encode, sentinel

SCENARIO = Scenario("by hand", {"play": "nothing"}, limit=7.5)
FILENAME = "attempt.py"


class Impostor:
    """The other end of the channel, and of the terminal where there is one."""

    def __init__(self, connection: socket.socket, terminal: int | None) -> None:
        """Speak over ``connection``, write to ``terminal``."""
        self.connection = connection
        self.terminal = terminal
        self.folder = Path()
        self.asked: Message = {}
        self.number = 0
        self._rest = b""

    async def answer(self) -> Message:
        """Wait for a line from the parent."""
        loop = asyncio.get_running_loop()
        while b"\n" not in self._rest:
            data = await loop.sock_recv(self.connection, 65536)
            if not data:
                raise EOFError
            self._rest += data
        line, _, self._rest = self._rest.partition(b"\n")
        return decode(line)

    async def send(self, data: bytes) -> None:
        """Send bytes, whatever they are."""
        await asyncio.get_running_loop().sock_sendall(self.connection, data)

    async def tell(self, kind: str, **fields: object) -> None:
        """Send a right message."""
        self.number += 1
        await self.send(encode({"n": self.number, "e": kind, "t": 0, "th": 0, **fields}))

    async def ask(self, kind: str, **fields: object) -> Message:
        """Send a right message that is answered, with the mark in the terminal that belongs to it."""
        if self.terminal is not None:
            os.write(self.terminal, sentinel(self.asked["nonce"], self.number + 1))
        await self.tell(kind, ask=True, **fields)
        return await self.answer()

    async def end(self, reason: str = "ended", **fields: object) -> None:
        """Say the last word."""
        await self.ask("end", reason=reason, **fields)


Act = Callable[[Impostor], Awaitable[object]]


class Troupe:
    """A company whose performers do what the test says; ``status`` is how each of them ends."""

    def __init__(self, act: Act, pid: int, status: int = 0) -> None:
        """Let each performer do ``act``; ``pid`` is a process that may be looked at and sent signals."""
        self.act = act
        self.pid = pid
        self.status = status
        self.hired = 0
        self.present = 0
        self.most = 0
        self._tasks: dict[int, asyncio.Task[None]] = {}

    async def hire(self, terminal: Terminal | None) -> Performer:
        """Begin to act."""
        ours, theirs = socket.socketpair()
        theirs.setblocking(False)  # noqa: FBT003 - its only argument
        impostor = Impostor(theirs, os.dup(terminal.slave) if terminal else None)
        if terminal:
            terminal.release_slave()
        reader, writer = await asyncio.open_connection(sock=ours, limit=1 << 21)
        performer = Performer(reader, writer, terminal, make_folder(), self.pid)
        impostor.folder = performer.folder
        self._tasks[id(performer)] = asyncio.create_task(self._perform(impostor))
        self.hired += 1
        self.present += 1
        self.most = max(self.most, self.present)
        return performer

    async def _perform(self, impostor: Impostor) -> None:
        try:
            impostor.asked = await impostor.answer()
            await self.act(impostor)
        except (EOFError, OSError):
            pass  # dismissed
        finally:
            impostor.connection.close()
            if impostor.terminal is not None:
                os.close(impostor.terminal)

    async def dismiss(self, performer: Performer) -> int:
        """End it, and wait until it has ended."""
        performer.writer.close()
        task = self._tasks.pop(id(performer))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        self.present -= 1
        return self.status

    def close(self) -> None:
        """Nothing is left to end."""


@contextmanager
def idle_process() -> Iterator[int]:
    """Give the number of a process that only sleeps, until something kills it."""
    process = subprocess.Popen(["sleep", "600"])
    try:
        yield process.pid
    finally:
        process.kill()
        process.wait()


def backstage_of(troupe: Troupe, *, pty: bool = False) -> Backstage:
    """Return a backstage that has these performers."""
    backstage = Backstage(fork=False, pty=pty)
    backstage._company = troupe
    return backstage


async def performed(act: Act, *, status: int = 0, pty: bool = False, scenario: Scenario = SCENARIO) -> Trace:
    """Return the trace of one scenario in which the performer did this."""
    with idle_process() as pid:
        return await backstage_of(Troupe(act, pid, status), pty=pty).play(scenario, b"pass", FILENAME)


def sending(*lines: bytes) -> Act:
    """Return an act of sending just these bytes."""

    async def act(impostor: Impostor) -> None:
        for line in lines:
            await impostor.send(line)

    return act
