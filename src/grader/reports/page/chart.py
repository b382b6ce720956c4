"""Lanes as shapes: where each stretch and each mark lies in its lane, and what is to be said of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grader.reports.page.axis import Axis
from grader.reports.page.film import Film
from grader.reports.page.texts import Teller
from grader.reports.page.words import KINDS, LABELS, LANES, STATES
from grader.run import Lane, Point, Span

MAX_LANES, MAX_SHAPES, MAX_LEVELS = 12, 300, 3
BAND, LEVEL = 16, 20
"""Heights, in pixels: of a lane's band, and of a row of marks above it."""
GAP = 2.6
"""How far two marks must lie apart not to hide each other, in percent of a width of some 700 pixels."""
HALF = 50.0
ON_BAND = frozenset({"frame", "wiped"})
"""What happens over and over lies on the band itself."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Something to point at: a stretch of time or a moment. ``kind`` says how it looks, the texts what it is.

    ``x`` and ``width`` are in percent of the axis, ``y`` and ``beside`` (how far from ``x`` it is drawn) in pixels.
    """

    kind: str
    x: float
    width: float
    y: int
    time: int
    when: str
    who: str
    what: str
    line: int | None
    beside: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A lane as it is drawn: its life from ``x`` on, its bands, its marks, in a row of this height."""

    name: str
    kind: str
    word: str
    x: float
    width: float
    height: int
    top: int
    bands: tuple[Shape, ...]
    marks: tuple[Shape, ...]

    @property
    def shapes(self) -> list[Shape]:
        """All that there is to point at, in the order of time."""
        return sorted((*self.bands, *self.marks), key=lambda shape: shape.time)


def rows_of(lanes: Sequence[Lane], end: int, axis: Axis, tell: Teller) -> tuple[Row, ...]:
    """Return the rows of a run's lanes, as many as a picture can hold."""
    return tuple(_row(lane, end, axis, tell) for lane in lanes[:MAX_LANES])


def is_cut(lanes: Sequence[Lane]) -> bool:
    """Return whether `rows_of` leaves something out."""
    return len(lanes) > MAX_LANES or any(max(len(lane.spans), len(lane.points)) > MAX_SHAPES for lane in lanes)


def screen_row(film: Film, axis: Axis, tell: Teller) -> Row:
    """Return what was on screen as a lane of its own, a cell for each picture that wasn't blank."""
    name = tell(LABELS["screen"])
    cells = tuple(
        Shape(
            "cell",
            axis.x(still.time),
            axis.width(still.time, still.until),
            0,
            still.time,
            tell.stretch(still.time, still.until),
            name,
            still.last,
            None,
        )
        for still in film.stills
        if not still.blank and still.until > still.time
    )
    return Row(name, "terminal", "", 0, 100, BAND + 6, 0, cells[:MAX_SHAPES], ())


def _row(lane: Lane, end: int, axis: Axis, tell: Teller) -> Row:
    name = tell.label(lane.name)
    seen = [point for point in lane.points if point.time <= axis.end]
    points = sorted(seen[:MAX_SHAPES], key=lambda point: point.time)
    places = _places([axis.x(point.time) for point in points if point.kind not in ON_BAND])
    top = LEVEL * (1 + max((level for level, _ in places), default=0)) if places else 4
    above = iter(places)
    marks = tuple(
        _mark(point, (top + BAND // 2, 0), name, axis, tell)
        if point.kind in ON_BAND
        else _mark(point, _spot(next(above), top, axis.x(point.time)), name, axis, tell)
        for point in points
    )
    bands = tuple(_band(span, top, name, axis, tell) for span in lane.spans[:MAX_SHAPES] if span.begin <= axis.end)
    begin, over = axis.x(lane.begin), axis.x(end if lane.end is None else lane.end)
    return Row(
        name, lane.kind, tell(LANES[lane.kind]), begin, round(over - begin, 3), top + BAND + 6, top, bands, marks
    )


def _spot(place: tuple[int, int], top: int, x: float) -> tuple[int, int]:
    """Return a mark's height, and how many pixels beside its time it stands: on the side where there is more room."""
    level, column = place
    return top - LEVEL // 2 - LEVEL * level, LEVEL * column * (1 if x <= HALF else -1)


def _mark(point: Point, spot: tuple[int, int], name: str, axis: Axis, tell: Teller) -> Shape:
    y, beside = spot
    x, when = axis.x(point.time), tell.seconds(point.time)
    what = tell(point.text, 300) or tell(KINDS[point.kind])
    return Shape(point.kind, x, 0, y, point.time, when, name, what, point.line, beside)


def _band(span: Span, y: int, name: str, axis: Axis, tell: Teller) -> Shape:
    state = tell(STATES[span.state])
    what = f"{state}: {tell(span.why, 300)}" if span.why else state
    x, width = axis.x(span.begin), axis.width(span.begin, span.end)
    return Shape(span.state, x, width, y, span.begin, tell.stretch(span.begin, span.end), name, what, span.line)


def _places(marks: Iterable[float]) -> list[tuple[int, int]]:
    """Return for each mark, from the left, a level and a column in which it hides no other.

    A mark takes the lowest level that is free. Where none is, because much happens at once, the marks go on in further
    columns beside their time.
    """
    ends: list[float] = []
    places: list[tuple[int, int]] = []
    too_many = 0
    for x in marks:
        free = next((level for level, end in enumerate(ends) if end + GAP <= x), len(ends))
        if free < MAX_LEVELS:
            ends[free : free + 1] = [x]
            places.append((free, 0))
            too_many = 0
        else:
            places.append((too_many % MAX_LEVELS, 1 + too_many // MAX_LEVELS))
            too_many += 1
    return places
