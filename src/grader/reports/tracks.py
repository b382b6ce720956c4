"""The rows of a picture, cell by cell: what a lane did, and what the screen showed, along a time axis.

A symbol stands in the column of its moment; where several things happened at one moment, the symbols stand side by
side, in their order.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from grader.reports import Look
from grader.reports.axis import Axis
from grader.reports.cells import filled, squeezed, told
from grader.reports.screens import BLANK, last_row
from grader.reports.symbols import ALIVE, CUT, CUT_WIDTH, IMPORTANCE, LEFT, POINTS, STATES, Symbol, is_rich
from grader.run import Lane, Point, PointKind, Run, View
from grader.words import seconds

ROOMY = 20  # columns in which both ends of a line can be shown
# How many columns side by side may belong to one moment; who is drawn first gets the moment's own.
REACHES: tuple[tuple[int, frozenset[PointKind]], ...] = (
    (1, frozenset({"broken"})),
    (4, frozenset(POINTS) - {"broken", "frame"}),
    (2, frozenset({"frame"})),
)

Cell = tuple[str, str]  # a character and its style
EMPTY: Cell = (" ", "")


@dataclass(frozen=True, slots=True)
class Tracks:
    """Draws rows along an axis, and keeps which symbols it needed."""

    axis: Axis
    look: Look
    used: set[str] = field(default_factory=set)

    def times(self) -> Text:
        """Return the row that names moments, each name from the column of its moment on."""
        row = [EMPTY] * self.axis.width
        bar = "│" if self._rich else "|"
        free = 0
        for time, column in self.axis.ticks():
            name = bar + (seconds(time).removesuffix(" s") if free else seconds(time))
            if free <= column <= self.axis.width - len(name):
                row[column : column + len(name)] = [(char, "dim") for char in name]
                free = column + len(name) + 1
        return _text(row)

    def lane(self, lane: Lane, run: Run) -> Text:
        """Return the row of a thread, task or loop."""
        row = [EMPTY] * self.axis.width
        self._fill(row, self.axis.cells(lane.begin, run.end if lane.end is None else lane.end), ALIVE)
        ranks = list(STATES)
        for span in sorted(lane.spans, key=lambda span: ranks.index(span.state)):
            self._fill(row, self.axis.cells(span.begin, span.end), STATES[span.state])
        for column, point in placed(lane.points, self.axis).items():
            row[column] = self._drawn(POINTS[point.kind])
        last = self.axis.column(min(run.end, self.axis.end))
        # That whoever started the others is there to the end is nothing to tell of.
        starter = lane.kind == "loop" or (lane is run.lanes[0] and len(run.lanes) > 1)
        if lane.end is None and not starter and last is not None:
            free = next((column for column in range(last, self.axis.width) if row[column] == EMPTY), last)
            row[free] = self._drawn(LEFT)
        return self._sewn(row)

    def screen(self, film: Sequence[View]) -> Text:
        """Return the row of the screen: its last line that isn't blank, as much of it as there is room for."""
        row = [EMPTY] * self.axis.width
        for text, views in groupby(film, last_row):
            same = list(views)
            for columns in self._stretches(same[0].time, same[-1].until, last=same[-1] is film[-1]):
                self._write(row, columns[0], self._fitted(text, max(len(columns) - 1, 1)), "" if text else "dim")
        return self._sewn(row)

    def _stretches(self, begin: int, until: int, *, last: bool) -> Iterator[Sequence[int]]:
        """Yield the columns in which a line is on screen; what comes last, at the very end, stays behind the end."""
        stretches = list(_neighbours(self.axis.cells(begin, until)))
        column = self.axis.column(begin)
        if last and not stretches and column is not None and begin >= until:
            piece = next(piece for piece in self.axis.pieces if piece.begin <= begin <= piece.end)
            following = next((seam for seam in self.axis.seams if seam > piece.column), self.axis.width)
            stretches = [list(range(column, following))]
        yield from stretches

    @property
    def _rich(self) -> bool:
        return is_rich(self.look)

    def _drawn(self, symbol: Symbol) -> Cell:
        self.used.add(symbol.meaning)
        return symbol.letter(rich=self._rich), symbol.style

    def _fill(self, row: list[Cell], columns: Iterable[int], symbol: Symbol) -> None:
        for column in columns:
            row[column] = self._drawn(symbol)

    def _fitted(self, text: str, room: int) -> str:
        said = told(text or BLANK, self.look)
        if cell_len(said) <= room:
            return said
        if not text:
            return ""
        # In few columns the beginning tells most: the character that turns.
        return squeezed(said, room, self.look) if room >= ROOMY else filled(said, room)

    def _write(self, row: list[Cell], column: int, text: str, style: str) -> None:
        """Write text into a row: of a character two columns wide, the second cell holds nothing."""
        for char in text:
            width = cell_len(char)
            if width:
                row[column : column + width] = [(char, style), *[("", style)] * (width - 1)]
                column += width

    def _sewn(self, row: list[Cell]) -> Text:
        for seam in self.axis.seams:
            row[seam : seam + CUT_WIDTH] = [(char, CUT.style) for char in CUT.letter(rich=self._rich)]
        return _text(row)


def _text(row: Iterable[Cell]) -> Text:
    text = Text()
    for style, cells in groupby(row, lambda cell: cell[1]):
        text.append("".join(char for char, _ in cells), style)
    return text


def _neighbours(columns: Iterable[int]) -> Iterator[list[int]]:
    """Yield columns that stand side by side together."""
    for _, group in groupby(enumerate(columns), lambda pair: pair[1] - pair[0]):
        yield [column for _, column in group]


def placed(points: Sequence[Point], axis: Axis) -> dict[int, Point]:
    """Return which point is drawn in which column: those of one moment side by side, as far as there is room."""
    spots: dict[int, Point] = {}
    for reach, kinds in REACHES:
        for point in points:
            column = axis.column(point.time)
            if point.kind in kinds and column is not None:
                _place(spots, point, range(column, min(column + reach, axis.width)))
    return spots


def _place(spots: dict[int, Point], point: Point, columns: range) -> None:
    column = next((column for column in columns if column not in spots), None)
    if column is None:
        # The least important one makes room, if it matters less than this one.
        column = min(columns, key=lambda column: IMPORTANCE[spots[column].kind])
        if IMPORTANCE[spots[column].kind] >= IMPORTANCE[point.kind]:
            return
    spots[column] = point
