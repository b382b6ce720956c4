"""The terminal as pictures that lasted: what is the same is one picture, and blank edges are cut off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pyte.screens import wcwidth

from grader.reports.page.texts import Teller
from grader.run import View

MAX_STILLS, MAX_SHOWN, MAX_LETTERS = 400, 120, 60_000


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the cursor stands: in which of the lines, and what is before, in and behind it there."""

    row: int
    before: str
    cell: str
    behind: str


@dataclass(frozen=True, slots=True)
class Still:
    """What the terminal showed for a while: its lines, escaped, and where the cursor was if it was visible."""

    time: int
    until: int
    when: str
    lines: tuple[str, ...]
    cursor: Cursor | None

    @property
    def blank(self) -> bool:
        """Whether nothing at all was on screen."""
        return not any(self.lines)

    @property
    def last(self) -> str:
        """The last line with anything in it."""
        return next((line.strip() for line in reversed(self.lines) if line), "")


@dataclass(frozen=True, slots=True)
class Film:
    """All pictures of a run, in order; ``left_out`` of them there was no room for."""

    stills: tuple[Still, ...]
    left_out: int = 0

    @property
    def shown(self) -> tuple[Still, ...]:
        """The pictures that are shown at once, as a strip."""
        return self.stills[:MAX_SHOWN]

    def at(self, time: int) -> Still | None:
        """Return what was on screen at a moment, the last picture after the end."""
        return next(
            (still for still in reversed(self.stills) if still.time <= time), self.stills[0] if self.stills else None
        )


def film_of(views: Iterable[View], tell: Teller) -> Film:
    """Return what can be shown of a terminal's views."""
    merged = _merged(views)
    kept = _affordable(merged)
    if not kept:
        return Film((), len(merged))
    first, last = _used(kept)
    return Film(tuple(_still(view, first, last, tell) for view in kept), len(merged) - len(kept))


def _merged(views: Iterable[View]) -> list[View]:
    """Join neighbours that look the same; what didn't last was not to be seen, unless it is the last of all."""
    views = list(views)
    lasting = [view for view, after in pairwise(views) if view.until > view.time] + views[-1:]
    merged: list[View] = []
    for view in lasting:
        if merged and replace(merged[-1], time=view.time, until=view.until) == view:
            merged[-1] = replace(merged[-1], until=view.until)
        else:
            merged.append(view)
    return merged


def _affordable(views: Sequence[View]) -> list[View]:
    kept: list[View] = []
    letters = 0
    for view in views[:MAX_STILLS]:
        letters += sum(map(len, view.rows))
        if letters > MAX_LETTERS:
            break
        kept.append(view)
    return kept


def _used(views: Sequence[View]) -> tuple[int, int]:
    """Return the first and the last row in which anything ever was, be it the cursor."""
    used = {row for view in views for row, text in enumerate(view.rows) if text} | {view.row for view in views}
    return min(used), max(used)


def _still(view: View, first: int, last: int, tell: Teller) -> Still:
    rows = [view.rows[row] if row < len(view.rows) else "" for row in range(first, last + 1)]
    lines = tuple(tell(row) for row in rows)
    cursor = _cursor(rows[view.row - first], view.row - first, view.column, tell) if view.visible else None
    return Still(view.time, view.until, tell.seconds(view.time), lines, cursor)


def _cursor(text: str, row: int, column: int, tell: Teller) -> Cursor:
    index = _index(text, column)
    text = text.ljust(index + 1)
    return Cursor(row, *(tell(part) if part else "" for part in (text[:index], text[index], text[index + 1 :])))


def _index(text: str, column: int) -> int:
    """Return which character of a row stands in a column; characters may be two columns wide, or none."""
    reached = 0
    for index, char in enumerate(text):
        width = max(wcwidth(char), 0)
        if width and reached + width > column:
            return index
        reached += width
    return len(text) + column - reached
