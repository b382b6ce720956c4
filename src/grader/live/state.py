"""What watch mode shows: a frozen record, and how it changes by a key or a verdict."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from grader.attempt import Source
from grader.verdict import KataVerdict

Panel = Literal["verdict", "hint", "help"]


@dataclass(frozen=True, slots=True)
class Shown:
    """The last verdict on a kata: the source that it is about, when it came (as a clock shows it), what it took."""

    verdict: KataVerdict
    source: Source | None
    at: str
    seconds: float = 0.0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What is shown: of which katas, the one in focus, the last verdicts, and what the learner asked to see."""

    label: str
    katas: tuple[str, ...]
    focus: str
    shown: Mapping[str, Shown] = field(default_factory=dict)
    grading: str | None = None
    everything: bool = False
    panel: Panel = "verdict"
    text: str = ""


def switched(state: State) -> State:
    """Put the next kata in focus."""
    following = state.katas[(state.katas.index(state.focus) + 1) % len(state.katas)]
    return replace(state, focus=following, panel="verdict")


def toggled(state: State) -> State:
    """Show everything, or again only what is in focus."""
    return replace(state, everything=not state.everything, panel="verdict")


def opened(state: State, panel: Panel, text: str) -> State:
    """Show a text in place of the verdict; the same panel once more brings the verdict back, but a hint follows."""
    if panel == "help" == state.panel:
        return closed(state)
    return replace(state, panel=panel, text=text)


def closed(state: State) -> State:
    """Show the verdict again."""
    return replace(state, panel="verdict", text="")


def began(state: State, kata: str) -> State:
    """Grade a kata. One that was saved comes into focus; of those that are there at the beginning the first stays."""
    focus = kata if kata in state.shown else state.focus
    return replace(state, grading=kata, focus=focus, panel="verdict")


def graded(state: State, kata: str, shown: Shown) -> State:
    """Have a new verdict on a kata; at the beginning the first kata that isn't passed comes into focus."""
    known = {**state.shown, kata: shown}
    open_ones = [each for each in state.katas if each in known and known[each].verdict.status != "passed"]
    focus = open_ones[0] if open_ones and kata not in state.shown else state.focus
    return replace(state, grading=None, focus=focus, shown=known)
