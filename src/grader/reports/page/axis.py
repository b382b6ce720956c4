"""The time axis: where a moment lies on it, in percent of its width, and where it has its ticks.

Percents let the browser stretch a picture to the width that there is while its letters keep their size.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

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
        step = next(step for step in _steps() if self.end // step < MAX_TICKS)
        return tuple(range(0, self.end + 1, step))


def axis_of(*ends: int) -> Axis:
    """Return the axis that has room for runs that end then."""
    return Axis(max(SHORTEST, *ends))


def _steps() -> Iterator[int]:
    """Yield 1, 2, 5, 10, 20, 50 milliseconds and so on: a time is written to a millisecond."""
    return (first * 10**power * SHORTEST for power in count() for first in (1, 2, 5))
