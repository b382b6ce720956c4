"""The time axis: where a moment lies on it, in percent of its width, and where it has its ticks.

Percents let the browser stretch a picture to the width that there is while its letters keep their size.
"""

from dataclasses import dataclass

MAX_TICKS = 7
SHORTEST = 1_000_000
"""An axis has some length even where no time passed: a millisecond, in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A time axis from 0 to ``end`` nanoseconds."""

    end: int

    def x(self, time: int) -> float:
        """Return where a moment lies; what is outside lies at the edge."""
        return round(100 * min(max(time, 0), self.end) / self.end, 3)

    def width(self, begin: int, end: int) -> float:
        """Return how wide a stretch of time is."""
        return round(self.x(end) - self.x(begin), 3)

    def ticks(self) -> tuple[int, ...]:
        """Return the moments that are named below the axis: at most `MAX_TICKS`, each a round number."""
        step = 1
        while self.end // step >= MAX_TICKS:
            step = _next_step(step)
        return tuple(range(0, self.end + 1, step))


def axis_of(*ends: int) -> Axis:
    """Return the axis that has room for runs that end then."""
    return Axis(max(SHORTEST, *ends))


def _next_step(step: int) -> int:
    """Return the next larger of 1, 2, 5, 10, 20, 50 and so on."""
    first = int(str(step)[0])
    return step * 2 if first != 2 else step // 2 * 5
