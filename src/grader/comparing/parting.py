"""The moment at which two calls part: since when the screen shows something else here than there.

What is compared of a line is its first character, which is all of a spinner that turns. The rest is a program's own
choice: the message of its spinner, the name and the repr of a thread.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from operator import itemgetter

from grader.film import Call
from grader.screen import State

TOLERANCE = 20_000_000  # nanoseconds: two right programs may be apart for so long, again and again

Shape = tuple[str, ...]
Shapes = Sequence[tuple[int, Shape]]
"""How a screen looked, each time with the moment since when; the first one since 0."""


def parting(mine: Call, theirs: Call, noted: int | None) -> int | None:
    """Return since when (nanoseconds since the call began) two calls part; ``noted`` is when a check found that out.

    A check often finds it out late: only once a frame should have come. None where nothing tells of any moment.
    """
    return parted(_shapes(mine), _shapes(theirs), noted)


def parted(mine: Shapes, theirs: Shapes, noted: int | None) -> int | None:
    """Return when two screens part, in one of two ways, whichever is the earlier; when it was noted, if in neither.

    They are not alike, without interruption up to then. Or one of them doesn't keep step with the other: a frame that
    stays is like those of the other's next turns, again and again.

    Where no moment is noted, it is the first since when they are not alike for longer than right programs may be; where
    there is none, the one at which something else follows on one than on the other, however soon that was over.
    """
    apart = list(_apart(mine, theirs))
    if noted is None:
        lasting = (begin for begin, end in apart if end is None or end - begin > TOLERANCE)
        return next(lasting, _other_shape(mine, theirs))
    since = next((begin for begin, end in apart if begin <= noted and (end is None or noted <= end)), noted)
    return min(since, _out_of_step(_steps(mine), _steps(theirs), noted))


def _other_shape(mine: Shapes, theirs: Shapes) -> int | None:
    """Return when something else comes on one screen than in its place on the other, whenever it came there."""
    for (time, shape), (other_time, other) in zip(_changes(mine), _changes(theirs), strict=False):
        if shape != other:
            return min(time, other_time)
    return None


def _changes(shapes: Shapes) -> Iterator[tuple[int, Shape]]:
    """Yield what came on a screen, one after another, and when; blank it shows nothing."""
    last: Shape = ()
    for time, shape in shapes:
        if shape and shape != last:
            yield time, shape
            last = shape


def _out_of_step(mine: Sequence[int], theirs: Sequence[int], noted: int) -> int:
    """Return the first moment up to the one that was noted at which only one of two goes on; that one if both do."""
    before = 0, 0
    for moments in zip(mine, theirs, strict=False):
        if min(moments) > noted:
            return noted
        if abs((moments[0] - before[0]) - (moments[1] - before[1])) > TOLERANCE:
            return min(moments)
        before = moments
    rest = max(mine, theirs, key=len)[min(len(mine), len(theirs)) :]
    return min([*rest[:1], noted])


def _steps(shapes: Shapes) -> list[int]:
    """Return when something else came on a screen, and stayed there for more than a moment."""
    steps: list[int] = []
    last: Shape = ()
    ends = [time for time, _ in shapes[1:]]
    for (begin, shape), end in zip_longest(shapes, ends):
        if shape and shape != last and (end is None or end - begin > TOLERANCE):
            steps.append(begin)
            last = shape
    return steps


def _apart(mine: Shapes, theirs: Shapes) -> Iterator[tuple[int, int | None]]:
    """Yield the stretches of time in which two screens are not alike; the last one may have no end."""
    since = None
    for time in sorted({time for time, _ in (*mine, *theirs)}):
        alike = _at(mine, time) == _at(theirs, time)
        if since is None and not alike:
            since = time
        elif since is not None and alike:
            yield since, time
            since = None
    if since is not None:
        yield since, None


def _at(shapes: Shapes, time: int) -> Shape:
    place = bisect_right(shapes, time, key=itemgetter(0))
    return shapes[place - 1][1] if place else ()


def _shapes(call: Call) -> Shapes:
    """Return how the screen of a call looked; what didn't last was never to be seen.

    Who keeps the processor busy isn't asked all the time what is on the screen: until the next time it stays as it is.
    """
    shapes: list[tuple[int, Shape]] = [(0, ())]
    state: State | None = None
    shape: Shape = ()
    for shot in call.shots:
        if shot.state is not state:  # which it mostly is
            state, shape = shot.state, _shape(shot.state)
        _show(shapes, shot.event.time - call.begin, shape)
    _show(shapes, call.shots[-1].until - call.begin, ())
    return shapes


def _shape(state: State) -> Shape:
    return tuple(text.strip()[:1] for _, text in state.lines())


def _show(shapes: list[tuple[int, Shape]], time: int, shape: Shape) -> None:
    """Add what is on the screen from now on, in place of what was there for no time at all."""
    if shapes[-1][0] == time:
        shapes.pop()
    if not shapes or shapes[-1][1] != shape:
        shapes.append((time, shape))
