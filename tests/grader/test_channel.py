"""The child's end of the channel numbers what it tells, and waits for an answer only where it asks."""

import os
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from grader.stage.channel import MAX_PENDING, Channel
from grader.wire import WireError, decode, encode, sentinel


class Ends:
    """A channel, and the other ends of its descriptors."""

    def __init__(self, *, terminal: bool = False) -> None:
        """Make the channel over a socket, and a pipe in place of a terminal where one is wanted."""
        self.parent, self._child = socket.socketpair()
        self.parent.settimeout(10)
        self._pipe = os.pipe() if terminal else ()
        descriptor = self._child.fileno()
        self.channel = Channel(descriptor, descriptor, self._pipe[1] if terminal else None, "nonce")

    def sent(self) -> list[dict[str, Any]]:
        """Return the messages that have come so far."""
        self.parent.settimeout(0)
        try:
            data = self.parent.recv(1 << 20)
        except BlockingIOError:
            return []
        return [decode(line) for line in data.splitlines()]

    def marked(self) -> bytes:
        """Return what was written to the terminal."""
        return os.read(self._pipe[0], 4096)

    def close(self) -> None:
        """Close all descriptors."""
        self.parent.close()
        self._child.close()
        for descriptor in self._pipe:
            os.close(descriptor)


@pytest.fixture
def ends() -> Iterator[Ends]:
    """Return a channel without a terminal."""
    ends = Ends()
    yield ends
    ends.close()


@pytest.fixture
def ends_with_terminal() -> Iterator[Ends]:
    """Return a channel that marks a terminal."""
    ends = Ends(terminal=True)
    yield ends
    ends.close()


def test_told_later(ends: Ends) -> None:
    """What is only told waits until it is flushed, in its order and numbered from 1."""
    ends.channel.tell({"e": "a"})
    ends.channel.tell({"e": "b"})

    assert ends.sent() == []
    ends.channel.flush()
    assert ends.sent() == [{"n": 1, "e": "a"}, {"n": 2, "e": "b"}]


def test_ask(ends: Ends) -> None:
    """An ask sends what was told before it, and returns the parent's answer."""
    ends.parent.sendall(encode({"result": 42}))
    ends.channel.tell({"e": "a"})

    assert ends.channel.ask({"e": "b"}) == {"result": 42}
    assert ends.sent() == [{"n": 1, "e": "a"}, {"n": 2, "e": "b", "ask": True}]


def test_numbers_go_on(ends: Ends) -> None:
    """The numbers have no gap where asks and tells alternate."""
    ends.parent.sendall(encode({}) * 2)
    ends.channel.ask({"e": "a"})
    ends.channel.tell({"e": "b"})
    ends.channel.ask({"e": "c"})

    assert [message["n"] for message in ends.sent()] == [1, 2, 3]


def test_full_buffer(ends: Ends) -> None:
    """More messages than the buffer holds are sent without an ask."""
    for _ in range(MAX_PENDING):
        ends.channel.tell({})
    assert ends.sent() == []

    ends.channel.tell({})

    assert len(ends.sent()) == MAX_PENDING + 1


def test_large_message(ends: Ends) -> None:
    """A message larger than the socket's buffer arrives whole."""
    text = "x" * 900_000
    received = bytearray()

    def receive() -> None:
        while not received.endswith(b"\n"):
            received.extend(ends.parent.recv(65536))

    reader = threading.Thread(target=receive)
    reader.start()
    ends.channel.tell({"text": text})
    ends.channel.flush()
    reader.join()

    assert {"n": 1, "text": text} == decode(bytes(received))


def test_lines_in_pieces(ends: Ends) -> None:
    """Answers that come in pieces, or several at once, are taken line by line."""
    pieces = threading.Thread(target=lambda: [ends.parent.sendall(piece) for piece in (b"on", b"e\ntwo\nth", b"ree\n")])
    pieces.start()

    assert [ends.channel.read_line() for _ in range(3)] == [b"one", b"two", b"three"]
    pieces.join()


def test_parent_gone(ends: Ends) -> None:
    """Where the parent has gone, a half line and the end of the file are an `EOFError`."""
    ends.parent.sendall(b'{"res')
    ends.parent.shutdown(socket.SHUT_WR)

    with pytest.raises(EOFError, match="the parent has closed the channel"):
        ends.channel.ask({})


def test_bad_answer(ends: Ends) -> None:
    """An answer that is no message is an error, not an empty answer."""
    ends.parent.sendall(b"what?\n")

    with pytest.raises(WireError):
        ends.channel.ask({})


def test_terminal_marked(ends_with_terminal: Ends) -> None:
    """Each ask, and nothing else, is marked in the terminal by its number."""
    ends = ends_with_terminal
    ends.parent.sendall(encode({}) * 2)
    ends.channel.ask({"e": "a"})
    ends.channel.tell({"e": "b"})
    ends.channel.ask({"e": "c"})

    assert sentinel("nonce", 1) + sentinel("nonce", 3) == ends.marked()


def test_marked_first(ends_with_terminal: Ends) -> None:
    """The mark is in the terminal before the ask is sent, so the parent never looks for it too soon."""
    seen = []

    def answer() -> None:
        ends_with_terminal.parent.recv(4096)
        seen.append(ends_with_terminal.marked())
        ends_with_terminal.parent.sendall(encode({}))

    parent = threading.Thread(target=answer)
    parent.start()
    ends_with_terminal.channel.ask({})
    parent.join()

    assert [sentinel("nonce", 1)] == seen
