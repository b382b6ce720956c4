"""What a comparison comes to, as plain frozen records, without a word of layout."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from grader.comparing.behaviour import Difference
from grader.run import Scene
from grader.verdict import Finding

Likeness = Literal[
    "same",
    "fine",  # they differ, but only in what the contract leaves open, or what a bonus is for
    "differs",
    "unjudged",  # something speaks against one of the two that may be the fault of the grader's clock
    "todo",  # one of the two has still to write what is played here
    "unplayed",  # an earlier scenario took so long to end that this one wasn't played
]
Who = Literal["mine", "theirs"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One scenario: how alike the two were in it, in what they differ, and one call of both, as it is drawn.

    ``at`` is when they part, in nanoseconds since the call began that is drawn.
    """

    name: str
    likeness: Likeness
    differences: tuple[Difference, ...] = ()
    at: int | None = None
    scene: Scene | None = field(default=None, repr=False)

    @property
    def mattering(self) -> tuple[Difference, ...]:
        """The differences that matter."""
        return tuple(each for each in self.differences if each.matters)

    @property
    def open(self) -> tuple[Difference, ...]:
        """Those that don't."""
        return tuple(each for each in self.differences if not each.matters and each not in self.unjudged)

    @property
    def unjudged(self) -> tuple[Difference, ...]:
        """Those that may matter, or not be there at all: nobody can tell."""
        return tuple(each for each in self.differences if each.unjudged and not each.bonus)

    @property
    def untold(self) -> tuple[Who, ...]:
        """Who of the two it is that nobody can tell about."""
        sides: tuple[tuple[Who, bool], ...] = (
            ("mine", any(each.mine.unjudged for each in self.unjudged)),
            ("theirs", any(each.theirs.unjudged for each in self.unjudged)),
        )
        return tuple(who for who, unjudged in sides if unjudged)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a kata can't be compared, or not all of it: whose file is missing, broken, or still to be written.

    One that is ``stopped`` hangs, or the like, in a scenario; those behind it weren't played.
    """

    who: Who
    status: Literal["missing", "broken", "todo", "stopped"]
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class KataComparison:
    """One kata: what stands against a comparison, and its scenarios in their order."""

    kata: str
    obstacles: tuple[Obstacle, ...] = ()
    scenarios: tuple[Compared, ...] = ()
    whole: Scene | None = field(default=None, repr=False)

    @property
    def is_there(self) -> bool:
        """Whether both have this kata."""
        return all(each.status != "missing" for each in self.obstacles)

    @property
    def is_alike(self) -> bool:
        """Whether nothing that matters differs, as far as that could be seen, and all of it could be."""
        return not self.obstacles and all(each.likeness in ("same", "fine") for each in self.scenarios)

    @property
    def first(self) -> Compared | None:
        """The first scenario in which something differs that matters."""
        return next((each for each in self.scenarios if each.likeness == "differs"), None)

    @property
    def counts_against(self) -> bool:
        """Whether something differs that matters, or a program is at fault that it can't be compared as a whole.

        What is unjudged isn't counted against anybody, nor what wasn't played on account of that.
        """
        return bool(self.obstacles) or self.first is not None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two attempts, kata by kata; ``other`` is None where the second one is the solution."""

    attempt: str
    other: str | None
    python: str
    seed: int
    katas: tuple[KataComparison, ...]

    @property
    def compared(self) -> Iterator[KataComparison]:
        """Go through the katas that both have."""
        return (kata for kata in self.katas if kata.is_there)

    @property
    def exit_code(self) -> int:
        """0 where nothing counts against any kata that both have, else 1."""
        return 1 if any(kata.counts_against for kata in self.compared) else 0

    @property
    def is_alike(self) -> bool:
        """Whether all that both have is alike."""
        return all(kata.is_alike for kata in self.compared)
