"""Who drew what: frames, other lines, and the wiping of the spinner's line, each in the lane of who wrote it."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from grader.film import Frame, Shot
from grader.lanes.cast import Cast, Key
from grader.trace import Event
from grader.words import say

# What stands between two texts on a line: returns, backspaces, sequences.
STEERING = re.compile(r"[\r\n\b]+|\x1b\[[0-9;?]*[ -/]*[@-~]|[\x00-\x1f\x7f]")
MAX_LINE = 200  # characters that are kept of a line


def add_drawn(cast: Cast, pattern: re.Pattern[str]) -> None:
    """Add what came on screen: lines that ``pattern`` matches in full are frames."""
    writes = [event for event in cast.events if event.kind == "write"]
    printed = set(_add_printed(cast, writes, pattern))
    frames = cast.call.frames()
    _add_lasting(cast, writes, frames, pattern, printed)
    any_frame = any(pattern.fullmatch(frame.text) for frame in frames)
    if not any_frame and not cast.call.trace.scenario.natural:  # else what was written may come on screen only later
        _add_flashes(cast, writes, frames, pattern)
    _add_wipe(cast, writes, pattern)


def _add_printed(cast: Cast, writes: list[Event], pattern: re.Pattern[str]) -> Iterator[str]:
    """Add each line that was completed by a newline, and return them."""
    begun: dict[Key, str] = {}
    for event in writes:
        key = cast.key(event)
        *lines, rest = (begun.get(key, "") + event["text"]).split("\n")
        begun[key] = rest[-MAX_LINE:]
        for line in lines:
            text = _last_text(line)
            if text and not pattern.fullmatch(text):
                cast.add(key, event, "printed", say("{text!r} was printed", text=text), event["line"])
                yield text


def _last_text(line: str) -> str:
    """Return what a line shows in the end, as far as that can be told without a terminal."""
    pieces = [piece.rstrip() for piece in STEERING.split(line)]
    return next((piece for piece in reversed(pieces) if piece.strip()), "")


def _add_lasting(
    cast: Cast, writes: list[Event], frames: list[Frame], pattern: re.Pattern[str], printed: set[str]
) -> None:
    """Add each line that stayed on screen, to who wrote last before it was there."""
    position, last, before = 0, None, None  # the last write that drew anything, and the last one of all
    for frame in frames:
        while position < len(writes) and writes[position].time <= frame.time:
            before = writes[position]
            last = before if _last_text(before["text"]) else last
            position += 1
        is_frame = pattern.fullmatch(frame.text) is not None
        by = last if is_frame else before
        if by is not None and frame.text.strip() not in printed:
            event = Event("write", frame.time, by.thread, by.task, by.data)
            text = say("{text!r} came on screen", text=frame.text)
            cast.add(cast.key(event), event, "frame" if is_frame else "printed", text, by["line"])


def _add_flashes(cast: Cast, writes: list[Event], frames: list[Frame], pattern: re.Pattern[str]) -> None:
    """Add what was drawn and wiped again before any time had passed: nobody can have seen it."""
    seen = {(frame.time, frame.text) for frame in frames}
    shown = iter(frames)
    now = next(shown, None)
    for (time, key), group in groupby(writes, lambda event: (event.time, cast.key(event))):
        events = list(group)
        while now is not None and now.until <= time:
            now = next(shown, None)
        pieces = STEERING.split("".join(event["text"] for event in events))
        text = next((piece.rstrip() for piece in pieces if pattern.fullmatch(piece.rstrip())), None)
        if text is None or (time, text) in seen or (now is not None and now.time <= time and now.text == text):
            continue
        cast.add(key, events[-1], "wiped", say("{text!r} was drawn, and wiped at once", text=text), events[-1]["line"])


def _add_wipe(cast: Cast, writes: list[Event], pattern: re.Pattern[str]) -> None:
    """Add the moment at which the last frame gave way to a blank line."""
    wiped: Shot | None = None
    rows: list[int] = []  # on which a frame stands
    for before, shot in pairwise(cast.call.shots):
        if shot.state is before.state:
            continue
        now = [row for row, text in shot.state.lines() if pattern.fullmatch(text)]
        wiped = None if now else shot if rows and not shot.state.rows[rows[-1]].strip() else wiped
        rows = now
    if wiped is None:
        return
    before_it = [event for event in writes if event["n"] < wiped.event["n"]]
    if before_it:
        last = before_it[-1]
        event = Event("write", wiped.event.time, last.thread, last.task, last.data)
        cast.add(cast.key(event), event, "wiped", say("the line was wiped"), last["line"])
