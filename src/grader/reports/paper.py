"""What a report for the terminal is written on: it wraps by columns, speaks a language, and lets nothing steer."""

import io
import os
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.reports import Look, flat, visible
from grader.reports.cells import cut, spoken
from grader.words import say

MAX_CHARS, MAX_LINES = 1500, 20
LABELS = {
    "expected": say("expected"),
    "happened": say("happened"),
    "where": say("where"),
    "mistake": say("mistake"),
    "why": say("why"),
    "try": say("try"),
    "solution": say("solution"),
    "played": say("played"),
    "hints": say("hints"),
    "again": say("again"),
    "ended": say("ended by"),
    "real": say("real run"),
    "more": say("more"),
    "next": say("next"),
}

Cells = Sequence[tuple[Text, int]]  # texts in front of a row, and how wide their columns are


def console_of(look: Look) -> Console:
    """Return where rich writes to: everything that it would look up in the environment is given."""
    return Console(
        file=io.StringIO(),
        width=look.width,
        height=25,  # given for the sake of TERM=dumb
        force_terminal=look.colour,
        no_color=not look.colour,
        color_system="standard" if look.colour else None,
        force_jupyter=False,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )


@dataclass(frozen=True, slots=True)
class Paper:
    """A page that is written from top to bottom."""

    look: Look
    console: Console = field(repr=False)

    def text(self) -> str:
        """Return what was written; no line ends with blanks."""
        file = self.console.file
        assert isinstance(file, io.StringIO)  # noqa: S101 (for the type checker: `console_of` made it)
        return "".join(f"{line.rstrip(' ')}\n" for line in file.getvalue().split("\n")[:-1])

    def words(self, text: str) -> str:
        """Return a text in the reader's language, cut where it is far too long, with all that it holds made visible."""
        said = spoken(text, self.look.language)
        kept = "\n".join(said[:MAX_CHARS].split("\n")[:MAX_LINES])
        if kept != said:
            kept = f"{kept}\n{self.look.language(say('(cut short: {count} characters in all)', count=len(said)))}"
        return visible(kept, self.look.encoding)

    def say(self, text: str, style: str = "") -> Text:
        """Return the same with a style."""
        return Text(self.words(text), style)

    def line(self, text: Text) -> None:
        """Write lines that were laid out already."""
        self.console.print(text)

    def blank(self) -> None:
        """Leave a line free."""
        self.console.print()

    def row(self, indent: int, cells: Cells, text: Text) -> None:
        """Write a row whose last column wraps."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=indent - 2)
        for _, width in cells:
            grid.add_column(width=width, no_wrap=True, overflow="crop")
        grid.add_column(overflow="fold")
        grid.add_row("", *(cell for cell, _ in cells), text)
        self.console.print(grid)

    def one_line(self, indent: int, cells: Cells, text: str, style: str = "") -> None:
        """Write a row that takes one line, whatever has to be left out."""
        room = self.look.width - indent - sum(width + 2 for _, width in cells)
        said = flat(" ".join(spoken(text, self.look.language).split()), self.look.encoding)
        line = Text(" " * indent)
        for cell, width in cells:
            fitted = cell.copy()
            fitted.truncate(width, overflow="crop", pad=True)
            line.append_text(fitted).append("  ")
        # Laid out here: a table for each line would take longer than all the rest of the report.
        self.console.print(line.append(cut(said, max(room, 1), self.look), style), soft_wrap=True)

    def detail(self, indent: int, label: str, text: Text) -> None:
        """Write a row with one of the `LABELS` in front."""
        self.row(indent, [(self.say(LABELS[label], "dim"), self.label_width)], text)

    def command(self, indent: int, label: str, words: Sequence[str]) -> None:
        """Write a command to be copied: not wrapped but left to the terminal, which gives it back in one piece."""
        said = self.words(LABELS[label])
        gap = " " * (self.label_width + 2 - cell_len(said))
        text = Text.assemble(" " * indent, (said, "dim"), gap, self.say(quoted(words)))
        self.console.print(text, soft_wrap=True)

    @property
    def label_width(self) -> int:
        """The width of the column of labels."""
        return max(cell_len(self.words(label)) for label in LABELS.values())


def quoted(words: Sequence[str]) -> str:
    """Return a command as a shell of this system takes it."""
    if os.name == "nt":
        import subprocess  # noqa: PLC0415 (only for its quoting)

        return subprocess.list2cmdline(words)
    return shlex.join(words)
