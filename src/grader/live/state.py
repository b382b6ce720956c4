"""What watch mode shows: a frozen record, and how a key or a verdict changes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from grader.attempt import Source
from grader.verdict import KataVerdict

Panel = Literal["verdict", "hint", "help"]
Rows = tuple[tuple[str, str], ...]
"""Lines of text, each with what stands before it, which the lines that it is broken into are indented by."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The last verdict on a kata: the source that it is about, when it came (as a clock says it), what it took.

    ``problem`` says why there is none: the file can't be read, or the grader failed.
    """

    verdict: KataVerdict
    source: Source | None
    at: str
    seconds: float = 0.0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What is shown: the kata in focus, the last verdicts, and what the learner asked to see.

    ``label`` is the attempt's path as the learner gave it; ``pending`` are the katas whose last verdict, if they have
    one, is not about what is saved now. ``rows`` is what stands in the verdict's place while ``panel`` is another one.
    """

    label: str
    katas: tuple[str, ...]
    focus: str
    shown: Mapping[str, Shown] = field(default_factory=dict)
    pending: frozenset[str] = frozenset()
    everything: bool = False
    panel: Panel = "verdict"
    rows: Rows = ()

    @property
    def current(self) -> Shown | None:
        """The last verdict on the kata in focus."""
        return self.shown.get(self.focus)


def switched(state: State) -> State:
    """Put the next kata in focus."""
    following = state.katas[(state.katas.index(state.focus) + 1) % len(state.katas)]
    return closed(replace(state, focus=following))


def toggled(state: State) -> State:
    """Show everything, or again only what is in focus."""
    return closed(replace(state, everything=not state.everything))


def opened(state: State, panel: Panel, rows: Rows) -> State:
    """Show a text in the verdict's place."""
    return replace(state, panel=panel, rows=rows)


def closed(state: State) -> State:
    """Show the verdict again."""
    return replace(state, panel="verdict", rows=())


def saved(state: State, kata: str, pending: frozenset[str]) -> State:
    """Know that a kata is to be graded. One that was changed comes into focus; at the beginning the first one stays."""
    focus = kata if kata in state.shown else state.focus
    return closed(replace(state, focus=focus, pending=pending))


def graded(state: State, kata: str, shown: Shown, pending: frozenset[str]) -> State:
    """Have a new verdict on a kata. At the beginning one that isn't passed comes into focus in place of one that is."""
    known = {**state.shown, kata: shown}
    passed = [each for each, last in known.items() if last.verdict.status == "passed"]
    begins = kata not in state.shown and state.focus in passed
    focus = next((each for each in state.katas if each in known and each not in passed), state.focus)
    return replace(state, focus=focus if begins else state.focus, shown=known, pending=pending)
