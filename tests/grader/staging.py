"""How the tests of the stage play small programs on it: one warm stage for the whole session.

A test module asks for this by ``pytest_plugins = ("staging",)`` and takes the fixture `stage`. The stage's hooks
replace `time`, `threading` and more of the process that they are in, so no test makes a `Stage` in its own process.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from textwrap import dedent, indent
from typing import Any

import pytest_asyncio

from grader.backstage import Backstage
from grader.trace import Data, End, Event, Output, Scenario, Trace
from grader.wire import NANOSECONDS

FILENAME = "attempt.py"
MAIN = {"play": "main", "function": "main"}
# All on one line, so that the body of `Staging.run` begins in line 3.
IMPORTS = "import asyncio, collections, concurrent.futures, os, queue, random, select, sys, threading, time"


@dataclass(frozen=True)
class Played:
    """What one program did."""

    trace: Trace

    @property
    def end(self) -> End:
        """How it ended."""
        return self.trace.end

    @property
    def raw(self) -> bytes:
        """All bytes that came through the terminal."""
        return b"".join(entry.data for entry in self.trace.entries if isinstance(entry, Output))

    @property
    def text(self) -> str:
        """All that it has printed, with the newlines that it wrote."""
        return _text(self.raw)

    @property
    def lines(self) -> list[str]:
        """The lines that it has printed."""
        return self.text.splitlines()

    @property
    def shown(self) -> list[tuple[float, str]]:
        """What came to the terminal, and at how many seconds."""
        at: dict[float, bytes] = {}
        for entry in self.trace.entries:
            if isinstance(entry, Output):
                at[seconds(entry.time)] = at.get(seconds(entry.time), b"") + entry.data
        return [(time, _text(data)) for time, data in at.items()]

    @property
    def error(self) -> Data | None:
        """The first exception that came out of it, None where none did."""
        return next(self.trace.errors(), None)

    @property
    def duration(self) -> float:
        """At how many seconds the last word came."""
        return seconds(self.events("end")[-1].time)

    def events(self, kind: str, **fields: object) -> list[Event]:
        """Return the events of a kind whose fields have these values."""
        return self.trace.events(kind, **fields)

    def mark(self, label: str, number: int | None = None) -> Event:
        """Return the mark with this label, which must be there."""
        mark = self.trace.mark(label, number)
        assert mark is not None, f"no mark {label!r}; the end was {self.end}"
        return mark


class Staging:
    """Plays programs on a warm stage."""

    def __init__(self, backstage: Backstage) -> None:
        """Play on ``backstage``."""
        self._backstage = backstage

    async def play(self, source: str | bytes, script: Data = MAIN, **terms: Any) -> Played:  # noqa: ANN401 - a scenario's
        """Play a whole program; ``terms`` are those of a `Scenario`."""
        data = source if isinstance(source, bytes) else dedent(source).lstrip("\n").encode()
        return Played(await self._backstage.play(Scenario("test", script, **terms), data, FILENAME))

    async def run(self, body: str, **terms: Any) -> Played:  # noqa: ANN401 - a scenario's
        """Play a main function with this body, in a module that imports what these tests use."""
        main = indent(dedent(body).lstrip("\n"), "    ")
        return await self.play(f"{IMPORTS}\ndef main():\n{main}", **terms)

    async def print(self, body: str, **terms: Any) -> list[str]:  # noqa: ANN401 - a scenario's
        """Return the lines that a main function with this body prints; it must come to its end without an error."""
        played = await self.run(body, **terms)
        assert (played.end.cause, played.error) == (None, None)
        return played.lines


def seconds(nanoseconds: int) -> float:
    """Return a time in seconds; equal to the literal that a reader would write for it."""
    return nanoseconds / NANOSECONDS


def _text(data: bytes) -> str:
    return data.decode().replace("\r\n", "\n")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stage() -> AsyncIterator[Staging]:
    """Return what plays programs on one warm stage."""
    backstage = Backstage(fork=True, pty=True)
    yield Staging(backstage)
    backstage.close()
