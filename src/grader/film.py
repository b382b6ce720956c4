"""A trace as pictures: what was on screen whenever the clock moved or a mark was reached, and the frames in that."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from grader.screen import Screen, State
from grader.trace import Event, Output, Trace

ROWS_ABOVE = 3  # that a call finds above itself, blank
MOMENT = 1_000_000  # nanoseconds: a state shorter than this is no frame


@dataclass(frozen=True, slots=True)
class Shot:
    """What was on screen when the stage asked; it stayed so until ``until`` (the same time, where no time passed)."""

    event: Event
    state: State
    until: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A line that stayed on screen: since when, until when, on which row."""

    time: int
    until: int
    row: int
    text: str


@dataclass(frozen=True)
class Call:
    """One call that a scenario made, from its mark ``called`` to the next call's."""

    trace: Trace
    number: int
    shots: tuple[Shot, ...]

    @property
    def begin(self) -> int:
        """When the call began, nanoseconds."""
        return self.shots[0].event.time

    @cached_property
    def base(self) -> int:
        """The row that the cursor stood on when the call began, on a clear screen."""
        return self.shots[0].state.row

    def at(self, label: str) -> Shot | None:
        """Return the shot at the first mark with this label, None where it was not reached."""
        return next((shot for shot in self.shots if shot.event.kind == "mark" and shot.event["label"] == label), None)

    def after(self, label: str) -> list[Shot]:
        """Return the shots after a mark."""
        for position, shot in enumerate(self.shots):
            if shot.event.kind == "mark" and shot.event["label"] == label:
                return list(self.shots[position + 1 :])
        return []

    def events(self, kind: str, **fields: object) -> list[Event]:
        """Return this call's events of a kind."""
        first, last = self.shots[0].event["n"], self.shots[-1].event["n"]
        return [event for event in self.trace.events(kind, **fields) if first <= event["n"] <= last]

    @cached_property
    def lasting(self) -> list[tuple[Frame, ...]]:
        """The lines of each state that lasted at all, as frames; never empty."""
        states, known, lines = [], None, []
        for shot in self.shots:
            if shot.state is not known:  # which it mostly is, for a clock may move often while nothing is written
                known, lines = shot.state, shot.state.lines()
            if shot.until > shot.event.time and lines:
                states.append(tuple(Frame(shot.event.time, shot.until, row, text) for row, text in lines))
        return states

    def frames(self, first: int = 0) -> list[Frame]:
        """Return the frames: of each state its last line from row ``first`` on; the same text again is the same one."""
        last = [state[-1] for state in self.lasting if state[-1].row >= first]
        return _merge([frame for frame in _merge(last) if frame.until - frame.time >= MOMENT])


def _merge(frames: list[Frame]) -> list[Frame]:
    """Join neighbours that are the same once what was too short between them is gone."""
    merged: list[Frame] = []
    for frame in frames:
        if merged and (merged[-1].row, merged[-1].text) == (frame.row, frame.text):
            merged[-1] = Frame(merged[-1].time, frame.until, frame.row, frame.text)
        else:
            merged.append(frame)
    return merged


def _begin() -> Screen:
    """Return a clear screen with the cursor some rows down: in the first one, no move up would be seen."""
    screen = Screen()
    screen.feed(b"\r\n" * ROWS_ABOVE)
    return screen


def shoot(trace: Trace) -> list[Shot]:
    """Play the terminal's bytes to a screen and keep what it showed each time the stage asked."""
    screen = _begin()
    state, shots = screen.state(), []
    for entry in trace.entries:
        if isinstance(entry, Output):
            screen.feed(entry.data)
            state = screen.state()
        elif entry["ask"]:
            if entry.kind == "mark" and entry["label"] == "called":
                # Each call begins on a clear screen: what an earlier one left is judged there, and only there.
                screen = _begin()
                state = screen.state()
            until = entry["to"]
            shots.append(Shot(entry, state, until if isinstance(until, int) else entry.time))
    return shots


@lru_cache(maxsize=64)  # one trace is judged by many checks, and a terminal takes long to read
def calls(trace: Trace) -> tuple[Call, ...]:
    """Return the calls that a scenario made, in order."""
    shots = shoot(trace)
    begins = [n for n, shot in enumerate(shots) if shot.event.kind == "mark" and shot.event["label"] == "called"]
    ends = [*begins[1:], len(shots)][: len(begins)]
    return tuple(
        Call(trace, number, tuple(shots[first:last]))
        for number, (first, last) in enumerate(zip(begins, ends, strict=True))
    )


def drawn(call: Call, texts: frozenset[str], limit: int = 16_384) -> list[str]:
    """Return in which order a call that never waits drew these lines: each time one was complete on screen."""
    screen = Screen()
    seen: list[str] = []
    # Only where one of them may just have been completed is it worth a look.
    last_bytes = {text.encode("utf-8")[-1] for text in texts}
    for output in _outputs(call):
        for byte in output.data[: max(limit, 0)]:
            screen.feed(bytes((byte,)))
            if byte not in last_bytes:
                continue
            lines = screen.state().lines()
            if lines and lines[-1][1] in texts and (not seen or seen[-1] != lines[-1][1]):
                seen.append(lines[-1][1])
        limit -= len(output.data)
    return seen


def first_completed(call: Call) -> Frame | None:
    """Return the first line that a call ended by a newline, None where it ended none; it may be gone at once."""
    screen = _begin()
    for output in _outputs(call):
        for piece in output.data.splitlines(keepends=True):
            screen.feed(piece)
            state = screen.state()
            lines = state.lines()
            if lines and state.row > lines[0][0]:
                return Frame(output.time, output.time, *lines[0])
    return None


def _outputs(call: Call) -> Iterator[Output]:
    first, last = call.shots[0].event["n"], call.shots[-1].event["n"]
    number = 0
    for entry in call.trace.entries:
        if isinstance(entry, Event):
            number = entry["n"]
        elif first <= number < last:
            yield entry
