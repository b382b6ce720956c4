"""The symbols that a time line is drawn with: each as Unicode, as ASCII for a poor terminal, and in words.

None of them is wider than one column, but for the cut. The Unicode ones are of the few that even the console of Linux
and old fonts have. Terminals of legacy East Asian encodings draw such symbols two columns wide: they get ASCII, too.
"""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass

from grader.reports import Look
from grader.run import PointKind, State
from grader.words import Message, say


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol: how it is drawn, what stands for it in ASCII, what it means, and the colour that repeats that."""

    drawn: str
    ascii: str
    meaning: Message
    style: str

    def letter(self, *, rich: bool) -> str:
        """Return what to draw."""
        return self.drawn if rich else self.ascii


# Where several are true of one cell of the time line, the later one is drawn.
STATES: Mapping[State, Symbol] = {
    "works": Symbol("═", "=", say("works"), "blue"),
    "sleeps": Symbol("·", ".", say("sleeps"), "dim"),
    "blocked": Symbol("░", ":", say("waits for another"), "yellow"),
    "holds": Symbol("█", "#", say("blocks the loop"), "bold red"),
}
ALIVE = Symbol("─", "-", say("is alive"), "dim")
LEFT = Symbol("→", "+", say("doesn't end"), "bold yellow")
# In the order in which they matter: where there is room for one of them only, it is the first.
POINTS: Mapping[PointKind, Symbol] = {
    "broken": Symbol("X", "X", say("here it went wrong"), "bold red"),
    "raised": Symbol("‼", "E", say("exception"), "bold red"),
    "reported": Symbol("?", "?", say("asyncio complains"), "bold red"),
    "flag": Symbol("!", "!", say("signal.go = False"), "bold cyan"),
    "cancel": Symbol("!", "!", say("cancel()"), "bold cyan"),
    "cancelled": Symbol("¬", "c", say("is told to end"), "cyan"),
    "frame": Symbol("•", "*", say("frame"), "green"),
    "wiped": Symbol("_", "_", say("wiped"), "green"),
    "printed": Symbol("¶", "p", say("prints"), "green"),
    "joined": Symbol("&", "&", say("joined"), "cyan"),
    "returned": Symbol(")", ")", say("returns"), "cyan"),
    "called": Symbol("(", "(", say("is called"), "cyan"),
    "started": Symbol(">", ">", say("starts"), "cyan"),
    "created": Symbol("+", "o", say("is created"), "cyan"),
    "ended": Symbol("■", "]", say("ends"), "bold"),
}
IMPORTANCE: Mapping[PointKind, int] = {kind: -place for place, kind in enumerate(POINTS)}
HERE = Symbol("▼", "v", say("here it went wrong"), "bold red")
CUT = Symbol("≈≈", "~~", say("time left out"), "dim")
CUT_WIDTH = 2


def is_rich(look: Look) -> bool:
    """Return whether there is a terminal that can be drawn on with more than ASCII."""
    try:
        return not look.poor and codecs.lookup(look.encoding).name.startswith("utf")
    except LookupError:
        return False


def dots(*, rich: bool) -> str:
    """Return what stands for text that is left out."""
    return "…" if rich else "..."
