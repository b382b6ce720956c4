"""A failed check as those look at it who explain it: the finding, the call, its events, and the source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from mistake import Mistake
from moments import ended_at, stopped_at
from reading import Reading
from reasons import error_in

from grader.checks import CheckFailed, call_of
from grader.film import Call, Shot
from grader.trace import Data, Event, Trace
from grader.verdict import Finding

Recogniser = Callable[["Case"], Mistake | None]
WIPES = ("\x1b[K", "\x1b[0K", "\x1b[2K", "\x1b[1K")


@dataclass(frozen=True)
class Case:
    """One failed check: ``kind`` is that of the kata, "thread" or "asyncio"."""

    kind: str
    check: str
    failed: CheckFailed
    reading: Reading

    @property
    def finding(self) -> Finding:
        """What the check found."""
        return self.failed.finding

    @property
    def seen(self) -> str:
        """What was seen, in words."""
        return str(self.failed.finding.seen)

    @property
    def values(self) -> Mapping[str, object]:
        """The values in what was seen."""
        values: Mapping[str, object] = getattr(self.failed.finding.seen, "values", {})
        return values

    @property
    def quoted(self) -> str:
        """All of these values as one text."""
        return " ".join(str(value) for value in self.values.values())

    @property
    def cause(self) -> str:
        """What ended the scenario early; empty where it came to its end."""
        return self.failed.cause or ""

    @property
    def trace(self) -> Trace | None:
        """The trace of the scenario."""
        return self.failed.trace

    @cached_property
    def call(self) -> Call | None:
        """The call that the finding is about, or the one that it is most likely about."""
        return call_of(self.failed)

    @property
    def begin(self) -> int:
        """When the call began."""
        return self.call.begin if self.call else 0

    @property
    def function(self) -> str:
        """The function that the scenario calls."""
        if self.trace is None or self.call is None:
            return ""
        script = self.trace.scenario.script
        calls = script.get("calls")
        return str(calls[self.call.number]["function"] if calls else script.get("function", ""))

    def events(self, kind: str, **fields: object) -> list[Event]:
        """Return the call's events of a kind, or the trace's where there is no call."""
        if self.call is not None:
            return self.call.events(kind, **fields)
        return self.trace.events(kind, **fields) if self.trace is not None else []

    def is_of_spin(self, event: Event) -> bool:
        """Return whether an event's line stands in spin."""
        around = self.reading.within(event["line"])
        return around is not None and around.name == "spin"

    @cached_property
    def spinners(self) -> set[int]:
        """The numbers of the tasks that run spin."""
        return {event["which"] for event in self.events("task", state="created", name="spin")}

    @property
    def told(self) -> Shot | None:
        """When the grader told the spinner to stop."""
        return stopped_at(self.call) if self.call else None

    @property
    def ended(self) -> Shot | None:
        """When the function of this call ended."""
        return ended_at(self.call) if self.call else None

    @cached_property
    def error(self) -> Data | None:
        """The exception that the finding is about."""
        return error_in(self.failed)


def wipes(text: str) -> bool:
    """Return whether something that was written erases, and draws nothing; a single blank may be print's own."""
    rest = text
    for code in WIPES:
        rest = rest.replace(code, "")
    return not rest.strip(" \r\n\b") and (rest != text or "  " in rest or "\b \b" in rest)


def case_of(kind: str, check: str, failed: CheckFailed, source: bytes) -> Case:
    """Return what there is to look at."""
    return Case(kind, check, failed, Reading(source))
