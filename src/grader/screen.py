"""What a terminal of 24 rows and 80 columns shows for the bytes that it got: pyte, mended where that matters."""

from codecs import getincrementaldecoder
from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any

import pyte
from pyte.charsets import LAT1_MAP
from pyte.modes import IRM
from pyte.screens import Char, wcwidth

from grader.processes import COLUMNS, ROWS

WIDE = 2  # columns of a double-width character


@dataclass(frozen=True, slots=True)
class State:
    """What is on screen at one moment.

    ``rows`` holds the text of each row, trailing blanks cut; ``wrapped`` the rows that the terminal itself broke and
    that go on in the next one.
    """

    rows: tuple[str, ...]
    wrapped: frozenset[int]
    row: int
    column: int
    visible: bool

    def lines(self, first: int = 0) -> list[tuple[int, str]]:
        """Return the lines from row ``first`` on that aren't blank, as (row, text); a wrapped line is one line."""
        lines, row = [], first
        while row < len(self.rows):
            begin, text = row, self.rows[row]
            while row in self.wrapped and row + 1 < len(self.rows):
                row += 1
                text = text.ljust((row - begin) * COLUMNS) + self.rows[row]
            if text.strip():
                lines.append((begin, text.rstrip()))
            row += 1
        return lines


class Screen:
    """A terminal that is fed bytes."""

    def __init__(self) -> None:
        """Begin with a blank screen."""
        self._screen = _Pyte(COLUMNS, ROWS)
        self._stream = _Stream(self._screen)
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._texts = [""] * ROWS
        self._odd = False

    def feed(self, data: bytes) -> None:
        """Let bytes arrive."""
        text = self._decoder.decode(data)
        # pyte takes a superscript for a digit of a sequence's number, and gives up: one by one, nothing else is lost.
        # The sequence may go on in the next piece.
        self._odd = self._odd or (not text.isascii() and any(char.isdigit() and not char.isascii() for char in text))
        for part in text if self._odd else (text,):
            with suppress(ValueError):
                self._stream.feed(part)

    def state(self) -> State:
        """Return what is on screen now."""
        screen = self._screen
        for row in range(ROWS) if len(screen.dirty) == ROWS else screen.dirty:
            self._texts[row] = _text(screen.buffer[row]) if row in screen.buffer else ""
        screen.dirty.clear()
        cursor = screen.cursor
        # Behind the last column the cursor still stands in it, until the next character wraps.
        column = min(cursor.x, COLUMNS - 1)
        return State(tuple(self._texts), frozenset(screen.wrapped), cursor.y, column, not cursor.hidden)


class _Stream(pyte.Stream):
    """pyte's parser, with sequences that terminals know and it doesn't: save, restore, go to a column, scroll."""

    csi = {  # noqa: RUF012 - as pyte's
        **pyte.Stream.csi,
        "s": "save_cursor",
        "u": "restore_cursor",
        "`": "cursor_to_column",
        "S": "scroll_up",
        "T": "scroll_down",
    }


class _Pyte(pyte.Screen):
    """pyte's screen, which remembers where it wrapped a line, and keeps a saved cursor that was restored."""

    wrapped: set[int]
    _drawing = False

    def reset(self) -> None:
        self.wrapped = set()
        super().reset()

    def draw(self, data: str) -> None:
        self._drawing = True
        if self._is_plain(data):
            self._draw_plainly(data)
        elif all(map(_takes_one_column, data)):
            super().draw(data)
        else:
            for char in data:
                self._draw_one(char)
        self._drawing = False

    def _is_plain(self, data: str) -> bool:
        """Return whether this is ASCII that goes into the cursor's row as it is: nearly all that a spinner draws."""
        usual = not self.charset and self.g0_charset is LAT1_MAP and IRM not in self.mode
        return usual and data.isascii() and data.isprintable() and self.cursor.x + len(data) <= self.columns

    def _draw_plainly(self, data: str) -> None:
        # pyte's own way, of which most goes into new cells: the same few stand there again and again.
        cursor, line = self.cursor, self.buffer[self.cursor.y]
        for char in data:
            line[cursor.x] = _cell(cursor.attrs, char)
            cursor.x += 1
        self.dirty.add(cursor.y)

    def backspace(self) -> None:
        # A spinner sends very many of these, and pyte's own way is a long one.
        column = self.cursor.x - 1 if self.cursor.x == self.columns else self.cursor.x
        self.cursor.x = max(column - 1, 0)

    def _draw_one(self, char: str) -> None:
        if wcwidth(char) == WIDE and self.cursor.x == self.columns - 1:
            self.cursor.x = self.columns  # half a character doesn't fit: the terminal wraps first
        if wcwidth(char) == 0 and self.cursor.x == 0:
            # It belongs to the last character of a line that goes on here; a line that was ended gets nothing more.
            if self.cursor.y - 1 not in self.wrapped:
                return
            self.dirty.add(self.cursor.y - 1)
        # One by one, for pyte drops what stands behind a character that takes no column.
        super().draw(char)

    def linefeed(self) -> None:
        if self._drawing:
            self.wrapped.add(self.cursor.y)
        super().linefeed()

    def index(self) -> None:
        if self.cursor.y == self.lines - 1:  # the screen scrolls up by one row
            self.wrapped = {row - 1 for row in self.wrapped if row}
        super().index()

    def scroll_up(self, count: int = 1) -> None:
        """Move what is on screen up; the cursor stays."""
        row, self.cursor.y = self.cursor.y, self.lines - 1
        for _ in range(min(count or 1, self.lines)):
            self.index()
        self.cursor.y = row

    def scroll_down(self, count: int = 1) -> None:
        """Move what is on screen down; the cursor stays."""
        row, self.cursor.y = self.cursor.y, 0
        for _ in range(min(count or 1, self.lines)):
            self.reverse_index()
        self.cursor.y = row

    def reverse_index(self) -> None:
        if self.cursor.y == 0:
            self.wrapped = {row + 1 for row in self.wrapped if row + 1 < self.lines}
        super().reverse_index()

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:  # noqa: FBT001, FBT002 - pyte's signature
        if how != 1:
            self.wrapped.discard(self.cursor.y)
        super().erase_in_line(how, private)

    def erase_in_display(self, how: int = 0, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - pyte's signature
        first = self.cursor.y if how == 0 else 0
        self.wrapped = {row for row in self.wrapped if row < first}
        super().erase_in_display(how, *args, **kwargs)

    def restore_cursor(self) -> None:
        saved = self.savepoints[-1:]
        super().restore_cursor()
        # A terminal can restore the same cursor again; pyte forgets it, and would move the saved one along.
        self.cursor = copy(self.cursor)
        self.savepoints.extend(saved)


@lru_cache(maxsize=1024)
def _cell(attributes: Char, char: str) -> Char:
    cell: Char = attributes._replace(data=char)
    return cell


def _takes_one_column(char: str) -> bool:
    return " " <= char <= "~" or wcwidth(char) == 1


def _tolerant(handler: Callable[..., None]) -> Callable[..., None]:
    """Let a sequence that makes no sense be passed over, as a terminal does, where pyte would raise."""

    @wraps(handler)
    def handle(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - whatever stood in the sequence
        with suppress(TypeError, ValueError, LookupError, NameError):
            handler(*args, **kwargs)

    return handle


for _name in set(_Stream.csi.values()):
    setattr(_Pyte, _name, _tolerant(getattr(_Pyte, _name)))


def _text(line: Mapping[int, Any]) -> str:
    """Return a row's text. Half a double-width character whose other half was overwritten shows as a blank."""
    last = max(line, default=-1)
    cells = [line[column].data for column in range(last + 1)]
    joined = "".join(cells)
    if joined.isascii() and len(joined) == len(cells):  # nothing wide, nor half of it
        return joined.rstrip()
    text = []
    for column, cell in enumerate(cells):
        if cell == "":
            orphan = column == 0 or _width(cells[column - 1]) != WIDE
            text.append(" " if orphan else "")
        elif _width(cell) == WIDE and (column + 1 == len(cells) or cells[column + 1] != ""):
            text.append(" ")
        else:
            text.append(cell)
    return "".join(text).rstrip()


def _width(cell: str) -> int:
    return 1 if cell.isascii() else wcwidth(cell[:1])
