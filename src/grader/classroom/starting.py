"""How a process that grades is started: as a new interpreter, or where the system can as a fork of a warm one."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import IO, Protocol

COMMAND = (sys.executable, "-P", "-m", "grader.classroom.worker")
NURSERY = (sys.executable, "-P", "-m", "grader.classroom.nursery")
HAS_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")
SECONDS_TO_END = 10.0  # for a worker that nobody asks any more, and for its stage; they need some milliseconds
SECONDS_TO_FORK = 60.0  # for the nursery, warming up included


class Child(Protocol):
    """A process that grades, as whoever asks it has it: it ends when its requests do."""

    requests: IO[bytes]
    answers: IO[bytes]
    errors: IO[bytes]

    def kill(self) -> None:
        """Have nothing more come of it, from whichever thread."""

    def end(self) -> int | None:
        """Have it end, and wait for that; return how it ended, None where nobody saw that."""


class Fresh:
    """A new interpreter."""

    def __init__(self, folder: str) -> None:
        """Start it; ``folder`` is for what it makes. Raises `OSError` where that can't be done."""
        # In a session of its own: what is pressed on the keyboard is not its business.
        self._process = subprocess.Popen(
            [*COMMAND, folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        if not (self._process.stdin and self._process.stdout and self._process.stderr):
            raise RuntimeError("a process was started without its pipes")
        self.requests, self.answers, self.errors = self._process.stdin, self._process.stdout, self._process.stderr

    def kill(self) -> None:
        """Kill it, which ends its answers."""
        self._process.kill()

    def end(self) -> int | None:
        """Close its pipes, and wait; kill it where that takes too long."""
        _close(self.requests, self.answers)
        try:
            return self._process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()


class Nursery:
    """A warm process that workers are forked from."""

    def __init__(self) -> None:
        """Start it; it warms up while the caller goes on. Raises `OSError` where it can't be started."""
        self._socket, theirs = socket.socketpair()
        self._socket.settimeout(SECONDS_TO_FORK)
        self._turn = threading.Lock()
        try:
            with theirs:
                self._process = subprocess.Popen(
                    NURSERY,
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
        except OSError:
            self._socket.close()
            raise

    def ask(self, request: str, descriptors: Sequence[int] = ()) -> int:
        """Return what it answers; `OSError` where it doesn't."""
        with self._turn:
            socket.send_fds(self._socket, [os.fsencode(request)], descriptors)
            answer = self._socket.recv(64)
        if not answer:
            raise ConnectionResetError("the nursery has gone")
        return int(answer)

    def close(self) -> None:
        """End it; the workers go on, as long as somebody asks them."""
        self._socket.close()
        try:
            self._process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Fork:
    """A fork of a nursery: one connection for requests and answers."""

    def __init__(self, nursery: Nursery, folder: str) -> None:
        """Have it forked; ``folder`` is for what it makes. Raises `OSError` where the nursery doesn't do that."""
        self._nursery = nursery
        self._connection, theirs = socket.socketpair()
        errors, their_errors = os.pipe()
        self.errors: IO[bytes] = os.fdopen(errors, "rb")
        try:
            with theirs, os.fdopen(their_errors, "wb"):
                self._pid = nursery.ask(f"start {folder}", [theirs.fileno(), their_errors])
        except BaseException:
            _close(self._connection, self.errors)
            raise
        self.requests: IO[bytes] = self._connection.makefile("wb")
        self.answers: IO[bytes] = self._connection.makefile("rb")

    def kill(self) -> None:
        """Break the connection: it ends as it does when nobody asks any more, and nothing more comes."""
        with contextlib.suppress(OSError):  # it has ended by itself
            self._connection.shutdown(socket.SHUT_RDWR)

    def end(self) -> int | None:
        """Close the connection and wait; the nursery kills it where that takes too long."""
        with contextlib.suppress(OSError):  # broken already, or it takes too long
            self._connection.shutdown(socket.SHUT_WR)
            self._connection.settimeout(SECONDS_TO_END)
            while self._connection.recv(1 << 16):
                pass
        _close(self.requests, self.answers, self._connection)
        try:
            return self._nursery.ask(f"reap {self._pid}")
        except OSError:  # the nursery was killed: nobody saw how this one ended, but it does, like any other
            return None


class Starter:
    """Starts processes that grade."""

    def __init__(self, *, fork: bool = HAS_FORK) -> None:
        """Fork them where the system can, or else start each anew."""
        self._fork = fork
        self._lock = threading.Lock()
        self._nursery: Nursery | None = None

    def start(self, folder: str) -> Child:
        """Start one; `OSError` where that can't be done."""
        # A nursery that was killed is replaced; where that, too, has gone, it costs only time to do without.
        for _ in range(2 if self._fork else 0):
            with contextlib.suppress(OSError):
                return self._start_fork(folder)
        self._fork = False
        return Fresh(folder)

    def _start_fork(self, folder: str) -> Fork:
        with self._lock:
            nursery = self._nursery = self._nursery or Nursery()
        try:
            return Fork(nursery, folder)
        except OSError:
            with self._lock:
                if self._nursery is nursery:
                    self._nursery = None
            nursery.close()
            raise

    def close(self) -> None:
        """End the nursery."""
        with self._lock:
            nursery, self._nursery = self._nursery, None
        if nursery is not None:
            nursery.close()


def _close(*parts: IO[bytes] | socket.socket) -> None:
    for part in parts:
        with contextlib.suppress(OSError):  # what was never read can't be written any more
            part.close()
