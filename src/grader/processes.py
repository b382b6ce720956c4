"""The stage's processes as the parent starts them: a warm server that forks, or one process per scenario."""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

SOURCES = Path(__file__).parent.parent
BOOT = "import sys; sys.path.insert(0, sys.argv.pop(1)); from grader.stage.__main__ import main; main(sys.argv[1:])"
FLAGS = ("-S", "-s", "-P", "-X", "utf8")
ROWS, COLUMNS = 24, 80

HAS_FORK = hasattr(os, "fork") and hasattr(socket, "AF_UNIX")


def plain_command(function: str, filename: str, path: Path) -> list[str]:
    """Return the command line of a truth run's process: this function of the source at ``path``."""
    return [sys.executable, *FLAGS, "-B", str(SOURCES / "grader" / "stage" / "plain.py"), function, filename, str(path)]


def stage_command(*arguments: str) -> list[str]:
    """Return the command line of a stage's process."""
    return [sys.executable, *FLAGS, "-c", BOOT, str(SOURCES), *arguments]


def stage_environment() -> dict[str, str]:
    """Return the environment of a stage's process: nothing of ours, but what Windows can't do without.

    With this hash seed a set of the four characters iterates in another order than they are drawn in, so that a
    spinner that takes them from a set is found out in each run, not in some.
    """
    own = {"PYTHONHASHSEED": "2", "TERM": "xterm", "LANG": "C.UTF-8", "HOME": os.devnull}
    # Else each thread of an attempt reserves 64 MiB of the address space that it may have.
    own["MALLOC_ARENA_MAX"] = "1"
    return own | {name: os.environ[name] for name in ("SYSTEMROOT", "PATHEXT") if name in os.environ}


@dataclass
class Terminal:
    """The parent's end of a pseudo-terminal, 24 rows of 80 columns; its other end is the attempt's standard output."""

    master: int
    slave: int

    @classmethod
    def open(cls) -> Self:
        """Make one, echo off."""
        import fcntl  # noqa: PLC0415 - POSIX only
        import termios  # noqa: PLC0415 - POSIX only

        master, slave = os.openpty()
        attributes = termios.tcgetattr(slave)
        attributes[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(slave, termios.TCSANOW, attributes)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.set_blocking(master, False)
        return cls(master, slave)

    def release_slave(self) -> None:
        """Close this process's copy of the attempt's end."""
        if self.slave >= 0:
            os.close(self.slave)
            self.slave = -1

    def close(self) -> None:
        """Close both ends."""
        self.release_slave()
        os.close(self.master)


@dataclass
class Performer:
    """A process that plays one scenario: its channel, its terminal (None where there is none), its folder."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    terminal: Terminal | None
    folder: Path
    pid: int


class Company(Protocol):
    """What starts performers, and ends them; ``gone`` once it can't, for it was ended itself."""

    gone: bool

    async def hire(self, terminal: Terminal | None) -> Performer:
        """Start a process that waits for its scenario."""

    async def dismiss(self, performer: Performer) -> int:
        """Kill what is left of it and return how it ended: an exit status, or minus the number of a signal."""

    def close(self) -> None:
        """End every process."""


class ForkServer:
    """Performers are forks of one warm process."""

    def __init__(self) -> None:
        """Start the warm process; it warms up while the caller goes on."""
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                stage_command("serve", str(theirs.fileno())),
                env=stage_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        self._socket.settimeout(0)
        self._turn: asyncio.Lock | None = None
        self.gone = False

    async def hire(self, terminal: Terminal | None) -> Performer:
        """Fork a performer."""
        return await self._hire({"do": "play"}, make_folder(), terminal)

    async def hire_plain(self, terminal: Terminal, function: str, filename: str, source: bytes) -> Performer:
        """Start a plain interpreter that calls ``function`` of an attempt; its channel is silent, and ends with it."""
        folder = make_folder()
        path = folder / "attempt"
        path.write_bytes(source)
        request = {"do": "run", "folder": str(folder), "command": plain_command(function, filename, path)}
        return await self._hire(request, folder, terminal)

    async def _hire(self, request: Mapping[str, object], folder: Path, terminal: Terminal | None) -> Performer:
        ours, theirs = socket.socketpair()
        descriptors = [theirs.fileno()] + ([terminal.slave] if terminal else [])
        try:
            with theirs:
                pid = await self._request(request, descriptors)
        except BaseException:
            ours.close()
            shutil.rmtree(folder, ignore_errors=True)
            raise
        if terminal:
            terminal.release_slave()
        reader, writer = await asyncio.open_connection(sock=ours, limit=1 << 21)
        return Performer(reader, writer, terminal, folder, pid)

    async def dismiss(self, performer: Performer) -> int:
        """Have the server kill and reap the performer and whatever it left."""
        performer.writer.close()
        return os.waitstatus_to_exitcode(await self._request({"do": "reap", "pid": performer.pid}, []))

    async def _request(self, request: Mapping[str, object], descriptors: list[int]) -> int:
        if self._turn is None:
            self._turn = asyncio.Lock()
        loop = asyncio.get_running_loop()
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array("i", descriptors))] if descriptors else []
        async with self._turn:
            try:
                self._socket.sendmsg([json.dumps(request).encode("ascii")], rights)
                answer = await loop.sock_recv(self._socket, 64)
            except ConnectionError:
                self.gone = True
                raise
        if not answer:
            self.gone = True
            raise RuntimeError(f"the stage's server has gone, exit status {self._process.wait()}")
        return int(answer)

    def close(self) -> None:
        """Close the server's socket, which ends it; make sure that it does."""
        self._socket.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Solo:
    """Performers are fresh processes: for systems without `fork`."""

    def __init__(self) -> None:
        """Nothing to start yet."""
        self.gone = False
        self._processes: dict[int, asyncio.subprocess.Process] = {}

    async def hire(self, terminal: Terminal | None) -> Performer:
        """Start a fresh process that speaks over its standard input and output."""
        descriptors = [str(terminal.slave)] if terminal else []
        process = await asyncio.create_subprocess_exec(
            *stage_command("play", *descriptors),
            env=stage_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            limit=1 << 21,
            start_new_session=True,
            pass_fds=(terminal.slave,) if terminal else (),
        )
        if terminal:
            terminal.release_slave()
        if process.stdout is None or process.stdin is None:
            raise RuntimeError("a process was started without its pipes")
        self._processes[process.pid] = process
        return Performer(process.stdout, process.stdin, terminal, make_folder(), process.pid)

    async def dismiss(self, performer: Performer) -> int:
        """Kill the process and all of its session that can be found."""
        process = self._processes.pop(performer.pid)
        kill(process)
        performer.writer.close()
        return await process.wait()

    def close(self) -> None:
        """Kill what is still there."""
        for process in self._processes.values():
            kill(process)


def kill(process: asyncio.subprocess.Process) -> None:
    """Kill a process, with its whole group where the system has such."""
    with contextlib.suppress(ProcessLookupError):  # it may have ended by itself
        if hasattr(os, "killpg"):
            # Not by `process.kill`: that polls, takes the exit status from whoever waits for it, and makes it 255.
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def make_folder() -> Path:
    """Make the private folder of one performer, with the empty working folder in it."""
    folder = Path(tempfile.mkdtemp(prefix="stage-"))
    (folder / "work").mkdir()
    return folder


def clear_up(performer: Performer) -> None:
    """Remove what the performer had for itself."""
    if performer.terminal:
        performer.terminal.close()
    shutil.rmtree(performer.folder, ignore_errors=True)
