"""A garbled conversation passes nothing, and is no fault of the grader's: true ones of the reference, spoilt."""

import asyncio
import json
import os
import tty
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, example, given, settings, strategies as st
from impostors import SCENARIO, idle_process
from parent_helpers import checks_of, kata_module, solution

from grader.attempt import KATAS, Source
from grader.backstage import Backstage
from grader.checks import CheckFailed, NotDone
from grader.grading import Grading, seeded
from grader.performance import Performance
from grader.processes import Performer, Terminal
from grader.trace import Event, Output, Scenario, Trace
from grader.verdict import CheckResult
from grader.wire import encode, sentinel

pytestmark = pytest.mark.asyncio
runs = settings(
    deadline=None, derandomize=True, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Tap:
    """A reader that keeps what it reads."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader
        self.lines: list[bytes] = []

    async def readline(self) -> bytes:
        """Read a line and keep it."""
        line = await self._reader.readline()
        self.lines.append(line)
        return line


class Listening(Backstage):
    """A backstage that keeps what its performers say, without a terminal: all of it comes over the channel."""

    def __init__(self) -> None:
        super().__init__(fork=True, pty=False)
        self.tap: Any = None

    async def _hire(self) -> Performer:
        performer = await super()._hire()
        self.tap = performer.reader = Tap(performer.reader)  # type: ignore[assignment]
        return performer


class Answered:
    """A writer that has something done whenever the parent writes."""

    def __init__(self, act: Callable[[], None] = lambda: None) -> None:
        self._act = act

    def write(self, _data: bytes) -> None:
        """Forget what is written."""
        self._act()


class Kept:
    """What was said when the reference was played in the scenarios of a kata, and what the parent made of that."""

    def __init__(self, kata: str, traces: dict[str, Trace] | None = None) -> None:
        self.kata = kata
        self.lines: dict[str, list[bytes]] = {}
        self.traces = traces or {}

    async def record(self) -> "Kept":
        """Play the reference."""
        backstage = Listening()
        for scenario in kata_module(self.kata).KATA.scenarios(seeded(1, self.kata)):
            trace = await backstage.play(scenario, solution(self.kata).encode(), f"{self.kata}.py")
            self.lines[scenario.name], self.traces[scenario.name] = backstage.tap.lines, trace
        backstage.close()
        return self

    async def play(self, scenario: Scenario, *_: object) -> Trace:
        """Stand in for a backstage."""
        return self.traces[scenario.name]

    async def judge(self, name: str, trace: Trace) -> dict[str, str]:
        """Return the statuses of the checks that ask for this scenario, where its trace is ``trace``."""
        kata, own = kata_module(self.kata).KATA, Kept(self.kata, self.traces | {name: trace})
        scenarios = [trace.scenario for trace in own.traces.values()]
        source = Source(self.kata, Path(f"{self.kata}.py"), f"{self.kata}.py", b"")
        grading = Grading(kata, scenarios, source, None, own)  # type: ignore[arg-type]
        asking = {}
        for check, (terms, function) in checks_of(self.kata).items():
            status, cause = "passed", None
            grading.begin_check(check)
            if grading.blocker(terms.rests_on):
                status = "blocked"
            else:
                try:
                    await function(grading.play)
                except CheckFailed as failed:
                    status, cause = "failed", failed.cause
                except NotDone:
                    status = "blocked"
                except Exception as error:  # noqa: BLE001 - which would be put down to the grader
                    status = repr(error)
                if name in grading._asked:
                    asking[check] = status
            grading.results[check] = CheckResult(check, "", status, terms.bonus)  # type: ignore[arg-type]
            grading.causes[check] = cause
        for check in grading.require_last_words():
            asking[check] = grading.results[check].status
        grading.verdict()
        await grading.close()
        return asking


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def kept() -> dict[str, Kept]:
    """Return the true conversations of both katas."""
    return {kata: await Kept(kata).record() for kata in KATAS}


@pytest.fixture(scope="module")
def pid() -> Iterator[int]:
    """Return the number of a process that may be watched."""
    with idle_process() as number:
        yield number


async def replayed(scenario: Scenario, data: bytes, pid: int) -> Trace:
    """Return what the parent makes of a performer that says this, then ends with exit status 0."""
    reader = asyncio.StreamReader(limit=1 << 21)
    reader.feed_data(data)
    reader.feed_eof()
    performer = Performer(reader, Answered(), None, Path(), pid)  # type: ignore[arg-type]
    return await ended(Performance(performer, scenario, "attempt.py", 4))


async def ended(performance: Performance) -> Trace:
    """Return the trace of a performance whose process ends with exit status 0."""
    try:
        await performance.run(b"pass", None)
    finally:
        performance.close()
    return performance.trace(0, "")


@dataclass
class Place:
    """One line of a conversation: of which kata, in which scenario, and which; numbers are modulo what is there."""

    kata: str
    scenario: int
    line: int

    def find(self, kept: dict[str, Kept]) -> tuple[Kept, str, list[bytes], int]:
        """Return the kata's recordings, the scenario's name, its lines, and the number of the line."""
        kata = kept[self.kata]
        name = list(kata.lines)[self.scenario % len(kata.lines)]
        lines = kata.lines[name]
        # Counted from the end, so that the simplest place is the last word.
        return kata, name, list(lines), len(lines) - 1 - self.line % len(lines)


PLACES = st.builds(Place, st.sampled_from(KATAS), st.integers(0, 20), st.integers(0, 400))
SPOILT = {
    "dropped": lambda lines, at: lines[:at] + lines[at + 1 :],
    "cut": lambda lines, at: lines[:at],
    "cut within": lambda lines, at: [*lines[:at], lines[at][: len(lines[at]) // 2]],
    "swapped": lambda lines, at: [*lines[: at - 1], lines[at], lines[at - 1], *lines[at + 1 :]] if at else lines[1:],
    "doubled before the end": lambda lines, at: [*lines[:at], lines[at - 1] if at else lines[-1], *lines[at:]],
    "from another": lambda lines, at: [*lines[:at], lines[at - 1], *lines[at + 1 :]],
    "without a number": lambda lines, at: [*lines[:at], lines[at].replace(b'{"n":', b'{"m":'), *lines[at + 1 :]],
}
STATUSES = {"passed", "failed", "blocked"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=4), part, max_size=3),
    max_leaves=6,
)


@runs
@given(place=PLACES, how=st.sampled_from(list(SPOILT)))
async def test_spoilt(kept: dict[str, Kept], pid: int, place: Place, how: str) -> None:
    """With a line lost, cut, swapped, doubled or replaced, the trace has a cause and holds only what came before."""
    kata, name, lines, at = place.find(kept)
    trace = await replayed(kata.traces[name].scenario, b"".join(SPOILT[how](lines, at)), pid)

    assert trace.end.cause in ("tampered", "exited")
    came, true = (
        [entry.data for entry in each.entries if isinstance(entry, Event)] for each in (trace, kata.traces[name])
    )
    came = [message for message in came if "e" in message]  # the parent's own last look at the terminal was not sent
    assert came == true[: len(came)]


@runs
@given(place=PLACES, byte=st.integers(0, 2000), bit=st.integers(0, 7))
async def test_flipped(kept: dict[str, Kept], pid: int, place: Place, byte: int, bit: int) -> None:
    """With one bit flipped the trace has a cause, or is the true one but for what one message says."""
    kata, name, lines, at = place.find(kept)
    line = bytearray(lines[at])
    line[byte % len(line)] ^= 1 << bit
    trace = await replayed(kata.traces[name].scenario, b"".join([*lines[:at], line, *lines[at + 1 :]]), pid)

    if trace.end.cause is None:
        true, now = ([json.loads(each) for each in part] for part in (lines, [*lines[:at], line, *lines[at + 1 :]]))
        assert sum(one != other for one, other in zip(true, now, strict=True)) <= 1
        assert [message["n"] for message in now] == list(range(1, len(lines) + 1))
        assert now[-1]["reason"] == "ended"


def passes(lines: Sequence[object]) -> bool:
    """Return whether these are messages numbered from 1, with kind and time, up to a last word that asks."""
    for number, line in enumerate(lines, 1):
        right = isinstance(line, dict) and line.get("n") == number
        if not (right and isinstance(line, dict) and isinstance(line.get("e"), str) and isinstance(line.get("t"), int)):
            return False
        if line["e"] == "end":
            return line.get("reason") == "ended" and bool(line.get("ask"))
    return False


MESSAGES = st.fixed_dictionaries(
    {"e": st.sampled_from(["mark", "advance", "call", "end", "exit", "stack"]) | JSON, "t": st.integers() | JSON},
    optional={"ask": st.booleans() | JSON, "reason": st.sampled_from(["ended", "limit"]) | JSON}
    | dict.fromkeys(("n", "th", "task", "to", "label", "error", "line", "what", "state"), JSON),
)


@runs
@given(lines=st.lists(MESSAGES | MESSAGES | JSON | st.binary(), max_size=6), numbered=st.booleans())
async def test_any_messages(pid: int, lines: list[Any], numbered: bool) -> None:  # noqa: FBT001 - drawn
    """Whatever bytes and whatever JSON come, only right messages up to a right last word pass."""
    lines = [*lines, {"e": "end", "t": 0, "reason": "ended", "ask": True}]
    lines = [{"n": n, **line} if numbered and isinstance(line, dict) else line for n, line in enumerate(lines, 1)]
    data = [line + b"\n" if isinstance(line, bytes) else encode(line) for line in lines]
    trace = await replayed(SCENARIO, b"".join(data), pid)

    assert (trace.end.cause is None) == passes(lines)


NOISE = st.lists(st.binary(max_size=80) | st.sampled_from([b"\0", sentinel("", 1), sentinel("0" * 16, 1)])).map(
    b"".join
)


@runs
@given(
    noises=st.lists(NOISE.map(lambda data: data[:1000]), min_size=1, max_size=4), missing=st.none() | st.integers(0, 3)
)
async def test_terminal(pid: int, noises: list[bytes], missing: int | None) -> None:
    """Any bytes may come through the terminal, each stands before its question; without its mark no question counts."""
    terminal = Terminal.open()
    tty.setraw(terminal.slave)
    reader = asyncio.StreamReader()
    numbers = iter(range(1, len(noises) + 1))

    def go_on() -> None:
        number = next(numbers, None)
        if number is None:
            return
        os.write(terminal.slave, noises[number - 1])
        if number - 1 == missing:
            terminal.release_slave()
        else:
            os.write(terminal.slave, sentinel(performance._nonce, number))
        kind = "end" if number == len(noises) else "mark"
        reader.feed_data(encode({"n": number, "e": kind, "t": number, "reason": "ended", "label": "x", "ask": True}))

    performer = Performer(reader, Answered(go_on), terminal, Path(), pid)  # type: ignore[arg-type]
    performance = Performance(performer, SCENARIO, "attempt.py", 4)
    trace = await ended(performance)
    terminal.close()

    lost = missing is not None and missing < len(noises)
    assert trace.end.cause == ("tampered" if lost else None)
    came = [(entry.time, entry.data) for entry in trace.entries if isinstance(entry, Output)]
    if lost:
        assert b"".join(data for _, data in came).startswith(b"".join(noises[:missing]))
    else:
        assert came == [(number, noise) for number, noise in enumerate(noises, 1) if noise]


@runs
@given(place=PLACES, how=st.sampled_from(list(SPOILT)))
@example(Place("spinner_thread", 3, 7), "cut")  # before the call begins
@example(Place("spinner_asyncio", 4, 0), "cut")  # the last word is lost
async def test_checks_of_spoilt(kept: dict[str, Kept], pid: int, place: Place, how: str) -> None:
    """Where a trace is spoilt, not all checks that rest on it pass, and none ends in another way than it may."""
    kata, name, lines, at = place.find(kept)
    trace = await replayed(kata.traces[name].scenario, b"".join(SPOILT[how](lines, at)), pid)
    statuses = set((await kata.judge(name, trace)).values())

    assert statuses <= STATUSES
    assert statuses != {"passed"}


def inner(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Go through the paths to all that is in a message."""
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*path, key)
            yield from inner(part, (*path, key))


@runs
@given(place=PLACES, field=st.integers(0, 40), value=JSON | st.sampled_from([..., 0, -1, 1 << 80, "x", [], {}]))
async def test_checks_of_wrong_values(kept: dict[str, Kept], pid: int, place: Place, field: int, value: object) -> None:
    """With one value in one message changed or left out, no check ends in another way than it may."""
    kata, name, lines, at = place.find(kept)
    message = json.loads(lines[at])
    paths = list(inner(message))
    *way, last = paths[field % len(paths)]
    within = message
    for key in way:
        within = within[key]
    if value is ...:
        del within[last]
    else:
        within[last] = value
    trace = await replayed(kata.traces[name].scenario, b"".join([*lines[:at], encode(message), *lines[at + 1 :]]), pid)

    assert set((await kata.judge(name, trace)).values()) <= STATUSES


async def test_true(kept: dict[str, Kept], pid: int) -> None:
    """A true conversation is the same trace again, and all checks pass."""
    for kata in kept.values():
        for name, trace in kata.traces.items():
            again = await replayed(trace.scenario, b"".join(kata.lines[name]), pid)

            assert (again.entries, again.end) == (trace.entries, trace.end)
            assert set((await kata.judge(name, again)).values()) <= {"passed"}
