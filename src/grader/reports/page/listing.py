"""The attempt's source, line by line, in pieces that say how they are coloured."""

from dataclasses import dataclass
from itertools import accumulate

from markupsafe import escape
from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Literal, Name, Token, _TokenType

from grader.attempt import Source
from grader.reports import visible

MAX_LINES, MAX_COLUMNS = 1500, 400
HANDED_BACK = 60_000
"""How many bytes of a page there are for a source where very many pages are made."""
_LINE, _PIECE = 110, 32  # bytes of one, without its text
AROUND = 2
"""How many lines before and after the one that matters are shown with it."""
_CLASSES = (
    (Comment, "comment"),
    (Keyword, "keyword"),
    (Literal.String, "string"),
    (Literal.Number, "number"),
    (Name.Function, "name"),
    (Name.Class, "name"),
    (Name.Decorator, "name"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A few characters, and the kind of word that they are."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line by its number, from 1."""

    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A source file's lines; ``cut``: whether there are more than these."""

    lines: tuple[Line, ...]
    cut: bool

    def around(self, number: int | None) -> tuple[Line, ...]:
        """Return a line and its neighbours; nothing where there is no such line."""
        if number is None or not 1 <= number <= len(self.lines):
            return ()
        return self.lines[max(0, number - 1 - AROUND) : number + AROUND]


def listing_of(source: Source, room: int | None = None) -> Listing:
    """Return a source's lines, as many as a page can hold; ``room`` is what it has for them, in bytes."""
    lines = source.lines()
    kept = [line.expandtabs(4)[:MAX_COLUMNS] for line in lines[:MAX_LINES]]
    cut = len(lines) > MAX_LINES or any(len(line) > MAX_COLUMNS for line in lines[:MAX_LINES])
    while kept and not kept[-1].strip():
        kept.pop()
    if room is None:
        return Listing(_coloured(kept), cut)
    # Each letter is a byte at least: what can't have room needn't be coloured, which takes long.
    few = [line for line, end in zip(kept, accumulate(_LINE + len(line) for line in kept), strict=True) if end <= room]
    coloured = _coloured(few)
    ends = accumulate(map(_size, coloured))
    fitting = tuple(line for line, end in zip(coloured, ends, strict=True) if end <= room)
    return Listing(fitting, cut or len(fitting) < len(kept))


def size_of(listing: Listing) -> int:
    """Return about how many bytes a listing takes on the page."""
    return sum(map(_size, listing.lines))


def _size(line: Line) -> int:
    return _LINE + sum(_PIECE + len(escape(piece.text)) for piece in line.pieces)


def _coloured(lines: list[str]) -> tuple[Line, ...]:
    rows: list[list[Piece]] = [[]]
    lexer = PythonLexer(stripnl=False, ensurenl=False)
    # A form feed would be the end of a line to the lexer, which it isn't to Python: made visible, it is neither.
    for token, text in lexer.get_tokens("\n".join(visible(line) for line in lines)):
        for number, part in enumerate(text.split("\n")):
            if number:
                rows.append([])
            if part:
                rows[-1].append(Piece(_kind(token), part))
    return tuple(Line(number, tuple(pieces)) for number, pieces in enumerate(rows[: len(lines)], 1))


def _kind(token: _TokenType) -> str:
    return next((kind for parent, kind in _CLASSES if token in parent), "") if token in Token else ""
