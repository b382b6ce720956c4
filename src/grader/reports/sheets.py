"""Cells of a table that a spreadsheet may open: what it could take for a formula is made plain text."""

import unicodedata

from grader.reports import flat

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes a file for the system's old encoding
MOST = 1_000  # characters in a cell: a spreadsheet would hold 32,767, and nobody reads them
_BEGINS_FORMULA = frozenset("=+-@|%\N{MINUS SIGN}")
_SHOW_NOTHING = frozenset({"Cc", "Cf", "Mn", "Me"})


def safe(text: str) -> str:
    """Return a text as a cell that a spreadsheet shows on one line as it stands, and never runs.

    A formula begins with one of ``= + - @`` (in some programs also ``|`` or ``%``), in any width, and perhaps after
    blanks or marks that don't show. Such a text gets an apostrophe in front, as people mark a text by hand. Control
    characters are escaped, tabs and line ends among them, for there some programs begin a new cell or row. A very long
    text is cut, and tells its length. What is safe already stays as it is.
    """
    shown = flat(text)
    if len(shown) > MOST:
        shown = f"{shown[: MOST - 10]}... ({len(shown)})"
    return f"'{shown}" if _begins(shown) in _BEGINS_FORMULA else shown


def _begins(text: str) -> str:
    """Return the first character of a text that shows anything, in its usual width."""
    first = next((char for char in text if not _shows_nothing(char)), "")
    # Not the whole text at once: an equals sign and a stroke over it would become another character together.
    return unicodedata.normalize("NFKC", first)[:1]


def _shows_nothing(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in _SHOW_NOTHING
