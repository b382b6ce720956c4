"""The room that a page has for pictures: for whoever looks at their own attempt nearly any, for a class's pages little.

Nine tenths of a page are its pictures, and a program that draws a thousand frames in three seconds makes large ones. A
thousand pages of a megabyte fill a disk, and a mailbox. So on a page that is handed back each picture is thinned until
it fits, and where the room is used up, the rest is left out; the page says so. The first causes get theirs first.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeVar

from markupsafe import escape

from grader.reports import visible
from grader.reports.page.picture import Picture, picture_of
from grader.reports.page.texts import MAX_CHARS, MAX_LABEL, Teller
from grader.run import Run, Scene
from grader.verdict import Finding

MAX_PICTURES = 12
BYTES, LARGEST = 400_000, 180_000
"""Of all that is a learner's own on a page that is handed back, and of one picture."""
_THINNER = (1000, 150, 100, 60, 40, 15, 6, 2)
"""How many things of each kind a lane shows: as many as there are, or else fewer."""
_SHAPE, _STILL, _LANE, _PICTURE = 440, 600, 500, 7_000  # bytes of one, without its texts
Timed = TypeVar("Timed")


@dataclass(slots=True)
class Room:
    """What is left: so many pictures, and so many bytes if that is bounded."""

    tell: Teller
    bounded: bool
    _pictures: int = MAX_PICTURES
    _bytes: int = BYTES
    _made: dict[str, Picture | None] = field(default_factory=dict)

    def take(self, size: int) -> None:
        """Take so many bytes for something that is no picture."""
        self._bytes -= size

    def picture(self, scene: Scene, name: str, *, always: bool = False) -> Picture | None:
        """Return a scene's picture, None where there is no room; ``always``: wherever that isn't a matter of bytes.

        Who asked for it once gets the same again.
        """
        if name not in self._made:
            self._made[name] = self._fitting(scene, name) if self._pictures > 0 or always else None
            self._pictures -= self._made[name] is not None
        return self._made[name]

    def _fitting(self, scene: Scene, name: str) -> Picture | None:
        if not self.bounded:
            return picture_of(scene, name, self.tell)
        room = min(LARGEST, self._bytes)
        if room < _PICTURE:
            return None
        fitting = next((each for each in (thinned(scene, most) for most in _THINNER) if weight_of(each) <= room), None)
        if fitting is None:
            self._bytes = 0  # what comes later is worth less, and shouldn't be there where this isn't
            return None
        self._bytes -= weight_of(fitting)
        return picture_of(fitting, name, self.tell)


def size_of(finding: Finding) -> int:
    """Return about how many bytes a finding's texts take."""
    texts = (finding.expected, finding.seen, finding.hint, finding.why, finding.mistake, finding.reference)
    return sum(_size(text[:MAX_CHARS]) for text in texts if text)


def weight_of(scene: Scene) -> int:
    """Return about how many bytes the picture of a scene takes on the page, rather too many than too few."""
    return _PICTURE + sum(_weight(run) for run in (scene.attempt, scene.reference) if run)


def _weight(run: Run) -> int:
    weight = 0
    for lane in run.lanes:
        # A text stands in an attribute, in a title, in the table, and perhaps on the shape itself.
        name = 3 * min(_size(lane.name), MAX_LABEL * 5)
        texts = [*(span.why for span in lane.spans), *(point.text for point in lane.points)]
        weight += _LANE + sum(_SHAPE + name + 4 * _size(text) for text in texts)
    for view in run.film:
        # A screen stands in the strip and in what the script reads, its last line on a shape as well.
        size = sum(_size(row) + len(ascii(row)) for row in view.rows)
        weight += _STILL + size + 4 * max((_size(row) for row in view.rows), default=0)
    return weight


def thinned(scene: Scene, most: int) -> Scene:
    """Return a scene of which no lane shows more than so many things of a kind: those about where it went wrong."""
    return replace(
        scene,
        attempt=_thinned(scene.attempt, most, scene.at),
        reference=scene.reference and _thinned(scene.reference, most, scene.at),
    )


def _thinned(run: Run, most: int, at: int | None) -> Run:
    lanes = tuple(
        replace(
            lane,
            spans=_about(lane.spans, [span.end for span in lane.spans], most, at),
            points=_about(lane.points, [point.time for point in lane.points], most, at),
        )
        for lane in run.lanes
    )
    film = _about(run.film, [view.until for view in run.film], most, at)
    cut = any(
        len(before) > most for before in (run.film, *(kind for lane in run.lanes for kind in (lane.spans, lane.points)))
    )
    return replace(run, lanes=lanes, film=film, cut=run.cut or cut)


def _about(things: Sequence[Timed], times: Sequence[int], most: int, at: int | None) -> tuple[Timed, ...]:
    """Return the things about a moment, or the first ones; ``times`` are theirs, in order."""
    place = bisect_left(times, at) if at is not None else 0
    begin = max(0, min(place - most // 2, len(things) - most))
    return tuple(things[begin : begin + most])


@lru_cache(maxsize=4096)  # what happens over and over is told in the same words
def _size(text: str) -> int:
    return len(str(escape(visible(text))).encode())
