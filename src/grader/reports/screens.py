"""What the terminal showed at the moments that matter, the attempt's beside the reference's."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from grader.processes import COLUMNS
from grader.reports import Look, flat
from grader.reports.captions import CAPTIONS
from grader.reports.cells import filled, squeezed, told
from grader.run import Run, Scene, View
from grader.words import Message, say, seconds

INDENT, GAP = "  ", "  "
MOST_ROWS = 4  # of one screen
SIDE_BY_SIDE = 64  # columns; a narrower terminal gets one below the other
BLANK = say("(blank)")


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, what it is called, and which screens were there; None where there is no film."""

    name: Message
    attempt: View | None
    reference: View | None


def moments(scene: Scene) -> list[Moment]:
    """Return the moments to show: before, at and after the one where it went wrong, and the end.

    Where that one isn't known, the first at which the last line differs from the solution's takes its place.
    """
    film, at = scene.attempt.film, scene.at
    if not film:
        return []
    if at is None:
        times = [_first_difference(scene)]
    else:
        there = _place(film, at)
        times = sorted({film[max(there - 1, 0)].time, at, *(view.time for view in film[there + 1 : there + 2])})
    found: dict[tuple[View | None, View | None], Moment] = {}
    for time in times:
        both = _at(scene.attempt, time), _at(scene.reference, time)
        found.setdefault(both, Moment(say("{time}", time=seconds(time)), *both))
    both = film[-1], scene.reference.film[-1] if scene.reference and scene.reference.film else None
    found.setdefault(both, Moment(say("at the end"), *both))
    return list(found.values())


def is_written(scene: Scene) -> bool:
    """Return whether anything ever was on screen."""
    return any(last_row(view) for run in (scene.attempt, scene.reference) if run for view in run.film)


def _first_difference(scene: Scene) -> int:
    attempt, reference = scene.attempt, scene.reference
    if reference is None or not reference.film:
        return next((view.time for view in attempt.film if last_row(view)), 0)
    times = sorted(view.time for run in (attempt, reference) for view in run.film)
    return next((time for time in times if last_row(_at(attempt, time)) != last_row(_at(reference, time))), 0)


def last_row(view: View | None) -> str:
    """Return the last row of a screen that isn't blank."""
    rows = written(view) if view else []
    return rows[-1].strip() if rows else ""


def _at(run: Run | None, time: int) -> View | None:
    return run.film[_place(run.film, time)] if run and run.film else None


def _place(film: Sequence[View], time: int) -> int:
    """Return which view is on screen at a time."""
    return max(bisect_right(film, time, key=lambda view: view.time) - 1, 0)


def screens(scene: Scene, look: Look) -> list[Text]:
    """Return the lines that show the moments, none wider than `look.width`."""
    found = moments(scene) if is_written(scene) else []
    if not found:
        return []
    beside = look.width >= SIDE_BY_SIDE and scene.reference is not None
    names = [told(moment.name, look) for moment in found]
    label = min(max(map(cell_len, names)), look.width // 4)
    columns = 2 if beside else 1
    table = _Table(look, label, columns, (look.width - len(INDENT) - label) // columns - len(GAP))
    captions = CAPTIONS[scene.against]
    heads = [told(captions.my_terminal, look), told(captions.their_terminal, look)]
    lines = [table.line("", heads[:columns], "bold")]
    shots = [[rows(moment.attempt, look), rows(moment.reference, look)][:columns] for moment in found]
    above = _common(shots, [told(BLANK, look)])
    lines += [table.line("", [side[number] for side in shots[0]]) for number in range(above)]
    for name, sides in zip(names, shots, strict=True):
        below = [side[above:] or [told(BLANK, look)] if side else [] for side in sides]
        for number in range(max(map(len, below))):
            texts = [side[number] if number < len(side) else "" for side in below]
            lines.append(table.line("" if number else name, texts))
    return lines


def _common(shots: Sequence[Sequence[Sequence[str]]], blank: Sequence[str]) -> int:
    """Return how many rows at the top stay the same in all that is shown; they needn't be shown again and again."""
    least = min(0 if side == blank else len(side) for sides in shots for side in sides)
    for number in range(least):
        if any(side[number] != first[number] for sides in shots for side, first in zip(sides, shots[0], strict=True)):
            return number
    return least if len(shots) > 1 and any(len(side) > least for sides in shots for side in sides) else 0


@dataclass(frozen=True, slots=True)
class _Table:
    look: Look
    label: int
    columns: int
    width: int

    def line(self, name: str, texts: Sequence[str], style: str = "") -> Text:
        line = Text(INDENT).append(self._cell(name, self.label), "dim")
        for text in texts:
            line.append(GAP).append(self._cell(text, self.width), style)
        line.rstrip()
        return line

    def _cell(self, text: str, width: int) -> str:
        return filled(squeezed(text, width, self.look), width)


def rows(view: View | None, look: Look) -> list[str]:
    """Return a screen's rows without the blank ones around them, and where the cursor is, if that is noteworthy."""
    if view is None:
        return []
    found = [flat(row, look.encoding) for row in written(view)]
    if len(found) > MOST_ROWS:
        left = told(say("({count} lines more)", count=len(found) - MOST_ROWS + 1), look)
        found = [found[0], left, *found[len(found) - MOST_ROWS + 2 :]]
    return [*found, *(told(note, look) for note in notes(view))] or [told(BLANK, look)]


def notes(view: View) -> list[Message]:
    """Return what a terminal's rows don't tell: a cursor that is hidden, or stands somewhere in a blank line."""
    if not view.visible:
        return [say("(cursor hidden)")]
    if view.column and not (0 <= view.row < len(view.rows) and view.rows[view.row].strip()):
        return [say("(blank; cursor at column {column})", column=view.column)]
    return []


def written(view: View) -> list[str]:
    """Return the rows from the first one that isn't blank to the last one; what the terminal wrapped is one row."""
    joined: list[str] = []
    full = False
    for row in view.rows:
        if full:
            joined[-1] += row
        else:
            joined.append(row)
        full = len(row) * 2 >= COLUMNS and cell_len(row) == COLUMNS
    numbers = [number for number, row in enumerate(joined) if row.strip()]
    return [joined[n].rstrip() for n in range(numbers[0], numbers[-1] + 1)] if numbers else []
