"""The child's end of the channel: numbered messages to the parent, and its answers."""

import os
from collections.abc import Callable

from grader.wire import Message, decode, encode, sentinel

# Kept from before the hooks replace `os.write`: what the stage itself sends is no output of the attempt.
_read = os.read
_write = os.write

MAX_PENDING = 2_000  # messages held back before they are sent without being asked for


class Channel:
    """Send numbered messages over a pair of descriptors; ask, and wait for the answer.

    Messages wait in a buffer until something is asked, so that a program which sleeps thirty times costs thirty
    writes and not three hundred. Only the thread that holds the baton may use a channel.
    """

    def __init__(self, receive: int, send: int, terminal: int | None, nonce: str) -> None:
        """Use the descriptors ``receive`` and ``send``; mark asks in ``terminal`` where there is one."""
        self._receive = receive
        self._send = send
        self._terminal = terminal
        self._nonce = nonce
        self._number = 0
        self._pending: list[bytes] = []
        self._rest = b""

    def tell(self, message: Message) -> None:
        """Queue a message; nobody answers it."""
        self._number += 1
        self._pending.append(encode({"n": self._number, **message}))
        if len(self._pending) > MAX_PENDING:
            self.flush()

    def ask(self, message: Message) -> Message:
        """Send everything queued and ``message``, and wait for the parent's answer."""
        self.tell({**message, "ask": True})
        if self._terminal is not None:
            _write_all(self._terminal, sentinel(self._nonce, self._number))
        self.flush()
        return decode(self.read_line())

    def flush(self) -> None:
        """Send what is queued."""
        data = b"".join(self._pending)
        self._pending.clear()
        _write_all(self._send, data)

    def read_line(self) -> bytes:
        """Wait for one line from the parent; `EOFError` where the parent has gone."""
        while b"\n" not in self._rest:
            data = _read(self._receive, 65536)
            if not data:
                raise EOFError("the parent has closed the channel")
            self._rest += data
        line, _, self._rest = self._rest.partition(b"\n")
        return line


def _write_all(descriptor: int, data: bytes, write: Callable[[int, bytes], int] = _write) -> None:
    view = memoryview(data)
    while view:
        view = view[write(descriptor, bytes(view[:65536])) :]
