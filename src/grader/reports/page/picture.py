"""A scene as a picture: the attempt's run above the reference's, on one time axis, each with its film."""

from collections.abc import Mapping
from dataclasses import dataclass

from grader.reports.captions import CAPTIONS
from grader.reports.page.axis import SHORTEST, Axis, axis_of
from grader.reports.page.chart import Row, Shape, is_cut, rows_of, screen_row
from grader.reports.page.film import Film, Still, film_of
from grader.reports.page.texts import Teller
from grader.reports.page.words import KINDS, STATES
from grader.run import Run, Scene
from grader.words import Message, say

NARROW = 38
"""Columns that a terminal's picture has room for beside another one."""
ROUTINE = frozenset({"frame", "wiped", "printed", "broken"})
"""What comes over and over, or says nothing of what the program does."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment that is named on the axis."""

    x: float
    when: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two runs: its rows, its film, and the picture that is shown first."""

    key: str
    title: str
    rows: tuple[Row, ...]
    film: Film
    first: Still | None
    cut: bool
    goes_on: str | None

    @property
    def shapes(self) -> list[Shape]:
        """All that happened, in the order of time; what was on screen is told by the film."""
        return sorted((shape for row in self.rows for shape in row.shapes if shape.kind != "cell"), key=_time)


@dataclass(frozen=True, slots=True)
class Picture:
    """A scene, ready to be drawn."""

    id: str
    title: str
    end: int
    ticks: tuple[Tick, ...]
    at: float | None
    when: str
    here: str
    start: int
    sides: tuple[Side, ...]
    legend: tuple[tuple[str, str], ...]

    @property
    def filmed(self) -> bool:
        """Whether there is anything to play."""
        return any(side.film.stills for side in self.sides)

    @property
    def wide(self) -> bool:
        """Whether a line of the terminal is too long for half the page."""
        return any(len(line) > NARROW for side in self.sides for still in side.film.stills for line in still.lines)

    def data(self) -> Mapping[str, object]:
        """Return what the script needs to play the films."""
        films = [_film_data(side.film) for side in self.sides]
        return {"id": self.id, "end": self.end, "at": self.start, "films": films}


def picture_of(scene: Scene, name: str, tell: Teller) -> Picture:
    """Return a scene's picture; ``name`` is its id on the page."""
    runs = {"attempt": scene.attempt} | ({"reference": scene.reference} if scene.reference else {})
    axis = axis_of(horizon(scene))
    captions = CAPTIONS[scene.against]
    sides = tuple(
        _side(key, head, run, axis, scene.at, tell)
        for (key, run), head in zip(runs.items(), captions.heads, strict=False)
    )
    return Picture(
        name,
        tell(scene.title),
        axis.end,
        tuple(Tick(axis.x(time), tell.seconds(time)) for time in axis.ticks()),
        None if scene.at is None else axis.x(scene.at),
        tell.seconds(scene.at or 0),
        tell(captions.at),
        axis.end if scene.at is None else min(scene.at, axis.end),
        sides,
        _legend(sides, tell),
    )


def horizon(scene: Scene) -> int:
    """Return until when a scene is drawn: to its end, unless the attempt's run goes on and on where nothing new comes.

    A spinner that never stops would else press what matters into the first inch of the picture.
    """
    run, right = scene.attempt, scene.reference
    end = max(run.end, right.end if right else 0, scene.at or 0)
    if right is None:
        return end
    news = [point.time for lane in run.lanes for point in lane.points if point.kind not in ROUTINE]
    if scene.at is not None and scene.at < run.end:
        news.append(scene.at)
    enough = max(right.end, *news, SHORTEST) * 5 // 2
    return min(end, enough)


def _side(key: str, head: Message, run: Run, axis: Axis, at: int | None, tell: Teller) -> Side:  # noqa: PLR0913, PLR0917 - all that a side is made of
    film = film_of([view for view in run.film if view.time <= axis.end], tell)
    rows = (*rows_of(run.lanes, run.end, axis, tell), *([screen_row(film, axis, tell)] if film.stills else []))
    first = film.at(axis.end if at is None else at)
    goes_on = (
        tell(say("It goes on like this until {time}.", time=tell.seconds(run.end))) if run.end > axis.end else None
    )
    return Side(key, tell(head), rows, film, first, run.cut or is_cut(run.lanes), goes_on)


def _legend(sides: tuple[Side, ...], tell: Teller) -> tuple[tuple[str, str], ...]:
    """Name the kinds of shapes that there are in a picture, in an order of their own."""
    there = {shape.kind for side in sides for row in side.rows for shape in row.shapes}
    words = [*STATES.items(), *KINDS.items()]
    return tuple((kind, tell(word)) for kind, word in words if kind in there)


def _film_data(film: Film) -> list[dict[str, object]]:
    return [
        {
            "time": still.time,
            "when": still.when,
            "lines": still.lines,
            "cursor": still.cursor and [still.cursor.row, still.cursor.before, still.cursor.cell, still.cursor.behind],
        }
        for still in film.stills
    ]


def _time(shape: Shape) -> int:
    return shape.time
