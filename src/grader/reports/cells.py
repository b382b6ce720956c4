"""Text measured in columns of a terminal: cut, and made to show what it holds.

A character may be two columns wide, or none. Everything here goes by columns, as a terminal does.
"""

from rich.cells import cell_len, chop_cells, set_cell_size

from grader.language import Language
from grader.reports import Look, flat
from grader.reports.symbols import dots, is_rich
from grader.words import Message


def spoken(text: str, language: Language) -> str:
    """Return a text in a language if it is a message of ours; names and what an attempt printed stay as they are."""
    return language(text) if isinstance(text, Message) else text


def told(text: str, look: Look) -> str:
    """Return a text on one line, in the reader's language."""
    return flat(spoken(text, look.language), look.encoding)


def cut(text: str, width: int, look: Look) -> str:
    """Return a text that is no wider than ``width``: what is too much is left out, from a blank on if there is one."""
    if cell_len(text) <= width:
        return text
    mark = dots(rich=is_rich(look))
    head = _head(text, width - len(mark))
    at_blank = head.rpartition(" ")[0].rstrip() if " " in head[len(head) // 2 :] else head
    return (at_blank + mark)[:width]


def squeezed(text: str, width: int, look: Look) -> str:
    """Return a text that is no wider than ``width``: what is too much is left out in its middle, for both ends tell."""
    if cell_len(text) <= width:
        return text
    mark = dots(rich=is_rich(look))
    room = width - len(mark)
    if room < len(mark):
        return _head(text, width)
    tail = _head(text[::-1], room // 2)[::-1]
    return f"{_head(text, room - cell_len(tail))}{mark}{tail}"


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text that is broken at blanks; a word that is too wide is broken, too."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(joined) <= width:
            lines[-1] = joined
            continue
        lines += chop_cells(word, width)
    return [line for line in lines if line]


def filled(text: str, width: int) -> str:
    """Return a text of exactly this width, filled up with blanks."""
    return set_cell_size(text, width)


def _head(text: str, width: int) -> str:
    # A character of two columns that is cut in half leaves a blank.
    return set_cell_size(text, max(width, 0)) if cell_len(text) > width else text
