"""Lines that fit a terminal, Korean ones among them."""

from collections.abc import Iterator
from unicodedata import combining, east_asian_width


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, width: int, before: str = "") -> Iterator[str]:
    """Break a text at blanks into lines of at most ``width`` columns; ``before`` stands in front of the first one.

    The others are indented as far. A word that is longer than a line stays whole, since it may be there to be copied.
    """
    indent = " " * columns(before)
    line = before
    empty = True
    for word in text.split():
        if not empty and columns(line) + 1 + columns(word) > width:
            yield line
            line, empty = indent, True
        line += word if empty else f" {word}"
        empty = False
    yield line.rstrip()
