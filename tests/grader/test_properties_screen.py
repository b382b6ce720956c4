"""What holds of the screen for any bytes: found by hypothesis, and held against a plain model of a terminal."""

from itertools import pairwise

from hypothesis import example, given, settings, strategies as st
from pyte.screens import wcwidth

from grader.processes import COLUMNS, ROWS
from grader.screen import Screen, State

runs = settings(deadline=None, derandomize=True, max_examples=150)

SEQUENCES = st.builds(
    lambda opening, parameters, final: (opening + parameters + final).encode(),
    st.sampled_from(["\x1b[", "\x9b", "\x1b", "\x1b]", "\x1b#", "\x1b(", "\x1b%"]),
    st.text("0123456789;:?>! $²", max_size=5),
    st.sampled_from("".join(map(chr, range(0x20, 0x7F))) + "\a\x9c"),
)
TEXTS = st.text(st.sampled_from("ab 생각\u0301\u200d🎉²\ufffd\t\v\f\x0e\x0f\x7f\0\x18\x1a\r\n\b"), max_size=100).map(
    str.encode
)
BYTES = st.lists(SEQUENCES | TEXTS | st.binary(max_size=12), max_size=15).map(b"".join)
CUTS = st.lists(st.integers(0, 300), max_size=8).map(sorted)


def state_after(*parts: bytes) -> State:
    """Return what is on screen once these bytes have come, one part after the other."""
    screen = Screen()
    for part in parts:
        screen.feed(part)
    return screen.state()


def pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    """Return the bytes in pieces."""
    return [data[first:last] for first, last in pairwise([0, *cuts, max(len(data), *cuts, 0)])]


def columns(text: str) -> int:
    """Return how many columns a text takes."""
    return sum(max(wcwidth(char), 0) for char in text)


@runs
@given(BYTES, CUTS)
def test_any_bytes(data: bytes, cuts: list[int]) -> None:
    """Whatever comes, in whatever pieces, the screen has 24 rows of 80 columns at most and the cursor stands in it."""
    screen = Screen()
    for piece in pieces(data, cuts):
        screen.feed(piece)
        state = screen.state()

        assert len(state.rows) == ROWS
        assert all(columns(row) <= COLUMNS and row == row.rstrip() for row in state.rows)
        assert (0 <= state.row < ROWS, 0 <= state.column < COLUMNS) == (True, True)
        assert all(0 <= row < ROWS for row in state.wrapped)


@runs
@given(BYTES, CUTS)
@example("\x1b[1²Cabc".encode(), [5])
def test_pieces(data: bytes, cuts: list[int]) -> None:
    """In one piece, in any pieces or byte by byte: the same bytes give the same screen."""
    whole = state_after(data)

    assert whole == state_after(*pieces(data, cuts))
    assert whole == state_after(*(bytes((byte,)) for byte in data))


@runs
@given(BYTES, CUTS)
@example(b"a\r\n\xcc\x81", [3])
def test_looking(data: bytes, cuts: list[int]) -> None:
    """To look at the screen in between changes nothing."""
    looked_at = Screen()
    for piece in pieces(data, cuts):
        looked_at.feed(piece)
        looked_at.state()

    assert looked_at.state() == state_after(data)


class Model:
    """A terminal that knows printable characters of one column, and the three that go back or down."""

    def __init__(self) -> None:
        """Begin with blank rows."""
        self.cells = [[" "] * COLUMNS for _ in range(ROWS)]
        self.row = self.column = 0
        self.full = False  # the last column was just written to: the next character wraps first

    def feed(self, text: str) -> "Model":
        """Let a text come."""
        for char in text:
            {"\r": self.back, "\b": self.left, "\n": self.down}.get(char, lambda char=char: self.put(char))()
        return self

    def back(self) -> None:
        """Go to the first column."""
        self.column, self.full = 0, False

    def left(self) -> None:
        """Go one column to the left, but not to the row above."""
        self.column, self.full = max(self.column - 1, 0), False

    def down(self) -> None:
        """Go one row down; on the last row everything moves up instead."""
        if self.row == ROWS - 1:
            self.cells = [*self.cells[1:], [" "] * COLUMNS]
        else:
            self.row += 1

    def put(self, char: str) -> None:
        """Write one character, and wrap before it where the row is full."""
        if self.full:
            self.back()
            self.down()
        self.cells[self.row][self.column] = char
        self.full = self.column == COLUMNS - 1
        self.column = min(self.column + 1, COLUMNS - 1)

    @property
    def rows(self) -> tuple[str, ...]:
        """The texts of the rows."""
        return tuple("".join(row).rstrip() for row in self.cells)


def agrees(text: str) -> None:
    """Hold the screen against the model."""
    state, model = state_after(text.encode()), Model().feed(text)

    assert (state.rows, state.row, state.column) == (model.rows, model.row, model.column)


PLAIN = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E))
LONG = st.lists(st.builds(lambda part, times: part * times, PLAIN, st.integers(1, 99)), max_size=5).map("".join)


@runs
@given(LONG)
@example("x" * COLUMNS)
@example("x" * (COLUMNS * ROWS))
@example("xy " * (COLUMNS * ROWS))
def test_plain_text(text: str) -> None:
    """Plain text stands in rows of 80 characters, of which the last 24 are seen: one line, as far as it is there."""
    state = state_after(text.encode())
    rows = [text[first : first + COLUMNS] for first in range(0, len(text), COLUMNS)][-ROWS:]

    agrees(text)
    assert [row.rstrip() for row in rows] + [""] * (ROWS - len(rows)) == list(state.rows)
    assert state.lines() == ([(0, "".join(rows).rstrip())] if "".join(rows).strip() else [])


MOVES = st.lists(
    st.builds(lambda part, times: part * times, st.sampled_from(["a", "b", " ", "\r", "\b"]), st.integers(1, 90))
    | st.sampled_from(["a", "|", " ", "\r", "\b", "\r\n", "x" * (COLUMNS - 1), "x" * COLUMNS]),
    max_size=60,
).map("".join)


@runs
@given(MOVES)
@example("x" * COLUMNS + "\b\ba")
@example("x" * COLUMNS + "\ra")
@example("x" * COLUMNS + "\r\na")
@example("\r\n" * ROWS + "x" * COLUMNS + "y")
def test_moves(text: str) -> None:
    """Text, blanks, returns, backspaces and new lines leave what the model says, and the cursor where it says."""
    agrees(text)


@runs
@given(st.text("ab\n\r\b", max_size=200))
def test_lone_linefeeds(text: str) -> None:
    """A line feed alone goes straight down."""
    agrees(text)
