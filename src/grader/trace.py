"""What happened in one scenario, as the parent saw it: events from the stage, bytes from the terminal, one last word.

Times are integer nanoseconds of program time since the scenario began.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Data = dict[str, Any]


@dataclass(frozen=True)
class Scenario:
    """What is played with an attempt; the keys of ``script`` are those of `grader.stage.plays`.

    ``limit``: seconds of program time; ``schedule``: 0 for first come, first served, else a seed; ``natural``: whether
    output reaches the terminal only when the attempt flushes it; ``answers``: what the stand-ins do, call by call (the
    last one for all further calls); ``allowance``: how many times the usual processor time, output and messages it may
    take, for what goes on for longer than a minute.
    """

    name: str
    script: Mapping[str, Any]
    limit: float = 60
    schedule: int = 0
    natural: bool = False
    answers: tuple[Mapping[str, Any], ...] = ({"result": 42},)
    allowance: int = 1


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the stage recorded; ``data`` is what it said about it (see `grader.stage.recorder`)."""

    kind: str
    time: int
    thread: int
    task: int | None
    data: Data

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - JSON
        """Return a field of the event, None where it has none of that name."""
        return self.data.get(key)


@dataclass(frozen=True, slots=True)
class Output:
    """Bytes that had come through the terminal before the parent let the program go on."""

    time: int
    data: bytes


@dataclass(frozen=True, slots=True)
class End:
    """How the scenario ended.

    ``cause`` is None where it was played to its end, else one of `grader.verdict.CAUSES` or ``broken`` (the attempt
    could not be loaded); ``line`` is the attempt's line at that moment, ``detail`` more in words; ``closed``: whether
    the stage itself said so, as its last word.
    """

    cause: str | None
    line: int | None = None
    detail: str = ""
    error: Data | None = None
    closed: bool = False


@dataclass(frozen=True, eq=False, repr=False)  # pytest asks for the repr of all that a fixture holds
class Trace:
    """A scenario's entries in order, its end, and the scenario itself."""

    entries: tuple[Event | Output, ...]
    end: End
    scenario: Scenario
    waited_outside: bool = False  # whether the program waited for something real for a while, then went on

    def events(self, kind: str, **fields: object) -> list[Event]:
        """Return the events of a kind whose fields have these values, in order."""
        return [event for event in self._by_kind.get(kind, ()) if all(event[key] == fields[key] for key in fields)]

    def mark(self, label: str, number: int | None = None) -> Event | None:
        """Return the first mark with this label (of this call), None where it was never reached."""
        marks = self.events("mark", label=label) if number is None else self.events("mark", label=label, number=number)
        return marks[0] if marks else None

    def errors(self) -> Iterator[Data]:
        """Go through the descriptions of all exceptions that the stage saw come out of the attempt."""
        return iter(self._errors)

    @cached_property
    def _errors(self) -> tuple[Data, ...]:
        return tuple(self._find_errors())

    def _find_errors(self) -> Iterator[Data]:
        for entry in self.entries:
            if isinstance(entry, Event):
                if isinstance(entry["error"], dict):
                    yield entry["error"]
                elif entry.kind == "call" and entry["state"] == "raised":
                    yield entry.data
        if self.end.error is not None:
            yield self.end.error

    @property
    def escaped(self) -> bool:
        """Whether the program waited by means outside of the virtual clock.

        What is found in it may then be the clock's fault. A program that hung for good is at fault itself, but not one
        that was seen to wake up again and again.
        """
        return self.waited_outside or (self.end.cause != "hung" and bool(self.events("escape")))

    @property
    def todo(self) -> str | None:
        """The function of the attempt that raised `NotImplementedError`, None where none did."""
        return None if self._todo is None else str(self._todo.get("function"))

    @property
    def todo_line(self) -> int | None:
        """The line that raised it."""
        line = self._todo and self._todo.get("line")
        return line if isinstance(line, int) else None

    @cached_property
    def _todo(self) -> Data | None:
        return next((error for error in self.errors() if error.get("todo")), None)

    @cached_property
    def _by_kind(self) -> dict[str, list[Event]]:
        kinds: dict[str, list[Event]] = {}
        for entry in self.entries:
            if isinstance(entry, Event):
                kinds.setdefault(entry.kind, []).append(entry)
        return kinds
