"""The time axis of a picture: which stretches of time are shown, and in which column a moment stands.

A short run is shown whole. Of a long one only what lies around the moments that matter is, to a scale at which single
frames can still be told apart; between these pieces time is cut out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from grader.reports.symbols import CUT_WIDTH, IMPORTANCE
from grader.run import Run, Scene

TENTH = 100_000_000
RESERVE = 3  # columns behind the end: what happens at one moment is drawn side by side
LEAST = 2  # columns for a tenth of a second: a frame, and the wait for the next one
# How many columns for how many nanoseconds, the finest scale first.
SCALES = tuple((columns, per) for per in (TENTH // 10, TENTH) for columns in (10, 8, 6, 5, 4, 3, LEAST))
MARGINS = tuple(round(tenths * TENTH) for tenths in (20, 16, 13, 10, 8, 6, 5, 4, 3, 2, 1))
SHORTEST_CUT = 3 * TENTH
MOST_MOMENTS = 60

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of time that is shown, from a column on."""

    begin: int
    end: int
    column: int


@dataclass(frozen=True, slots=True)
class Axis:
    """Pieces of time side by side, ``columns`` for each ``per`` nanoseconds."""

    pieces: tuple[Piece, ...]
    columns: int
    per: int

    @property
    def width(self) -> int:
        """How many columns the axis takes."""
        return self._end(self.pieces[-1]) + RESERVE

    @property
    def end(self) -> int:
        """The last moment."""
        return self.pieces[-1].end

    @property
    def cuts(self) -> list[Stretch]:
        """The stretches of time that are left out."""
        return [(before.end, after.begin) for before, after in pairwise(self.pieces)]

    @property
    def seams(self) -> list[int]:
        """The columns at which a cut is drawn."""
        return [after.column - CUT_WIDTH for after in self.pieces[1:]]

    def column(self, time: int) -> int | None:
        """Return the column of a moment, None where it is cut out."""
        for piece in self.pieces:
            if piece.begin <= time <= piece.end:
                return piece.column + self._columns(time - piece.begin)
        return None

    def cells(self, begin: int, end: int) -> Iterator[int]:
        """Yield the columns of a stretch of time: at least one, where it is shown and has any length."""
        for piece in self.pieces:
            first, last = max(begin, piece.begin), min(end, piece.end)
            if first < last:
                left = piece.column + self._columns(first - piece.begin)
                yield from range(left, max(piece.column + self._columns(last - piece.begin), left + 1))

    def ticks(self) -> Iterator[tuple[int, int]]:
        """Yield moments to be named, with their columns: round ones, as close as their names allow."""
        room = len("|0.25 ") + 1
        steps = (step * self.per // 10 for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000))
        step = next((step for step in steps if step and self._columns(step) >= room), self.per * 1000)
        for piece in self.pieces:
            yield piece.begin, piece.column
            for time in range((piece.begin // step + 1) * step, piece.end + 1, step):
                yield time, piece.column + self._columns(time - piece.begin)

    def _columns(self, duration: int) -> int:
        return duration * self.columns // self.per

    def _end(self, piece: Piece) -> int:
        return piece.column + self._columns(piece.end - piece.begin) + 1


def axis_of(scene: Scene, columns: int) -> Axis:
    """Return the axis for a scene, at most ``columns`` wide."""
    end = max(_last(scene.attempt), _last(scene.reference) if scene.reference else 0, scene.at or 0)
    stretches = _stretches(_moments(scene, end), end, columns)
    for scale in SCALES:
        axis = _laid(stretches, *scale)
        if axis.width <= columns:
            return axis
    return _laid(stretches, *SCALES[-1])


def _last(run: Run) -> int:
    """Return when the last thing happened; the grader waits for a while behind that, to see whether more comes."""
    times = [view.time for view in run.film]
    for lane in run.lanes:
        times += [lane.end or 0, *(span.end for span in lane.spans), *(point.time for point in lane.points)]
    return min(max(times), run.end) if times else run.end


def _laid(stretches: Sequence[Stretch], columns: int, per: int) -> Axis:
    pieces: list[Piece] = []
    column = 0
    for begin, end in stretches:
        pieces.append(Piece(begin, end, column))
        column += (end - begin) * columns // per + 1 + CUT_WIDTH
    return Axis(tuple(pieces), columns, per)


def _stretches(moments: Sequence[int], end: int, columns: int) -> list[Stretch]:
    def fits(stretches: Sequence[Stretch]) -> bool:
        return _laid(stretches, LEAST, TENTH).width <= columns

    if fits([(0, end)]):
        return [(0, end)]
    for margin in MARGINS:
        if fits(found := _around(moments, margin, end)):
            return found
    kept: list[int] = []
    for moment in moments:
        if fits(_around([*kept, moment], MARGINS[-1], end)):
            kept.append(moment)
    return _around(kept or moments[:1], MARGINS[-1], end)


def _around(moments: Iterable[int], margin: int, end: int) -> list[Stretch]:
    """Return the stretches around moments, on whole tenths of a second; what nearly touches is one."""
    found: list[Stretch] = []
    for moment in sorted(moments):
        begin = max((moment - margin) // TENTH * TENTH, 0)
        last = min(-(-(moment + margin) // TENTH) * TENTH, end)
        if found and begin - found[-1][1] < SHORTEST_CUT:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((begin, last))
    return found


def _moments(scene: Scene, end: int) -> list[int]:
    """Return the moments that matter, the most important first."""
    ranked = [0 if scene.at is None else scene.at, 0]
    ranked += [*_of_run(scene.attempt), _last(scene.attempt)]
    if scene.reference:
        ranked += [*_of_run(scene.reference), _last(scene.reference)]
    return list(dict.fromkeys(min(max(moment, 0), end) for moment in ranked))[:MOST_MOMENTS]


def _of_run(run: Run) -> Iterator[int]:
    points = [point for lane in run.lanes for point in lane.points if point.kind != "frame"]
    yield from (point.time for point in sorted(points, key=lambda point: -IMPORTANCE[point.kind]))
    for lane in run.lanes:
        for span in lane.spans:
            if span.state in ("holds", "blocked"):
                yield from (span.begin, span.end)
