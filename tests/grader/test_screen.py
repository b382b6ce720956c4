"""What a terminal shows for the bytes that it got."""

import pytest
from hypothesis import example, given, settings, strategies as st

from grader.processes import COLUMNS, ROWS
from grader.screen import Screen, State


def state_after(*parts: bytes) -> State:
    """Return what is on screen once these bytes have come, one part after the other."""
    screen = Screen()
    for part in parts:
        screen.feed(part)
    return screen.state()


def texts(data: bytes) -> list[str]:
    """Return the lines that these bytes leave on screen."""
    return [text for _, text in state_after(data).lines()]


def cursor(data: bytes) -> tuple[int, int]:
    """Return the row and column in which these bytes leave the cursor."""
    state = state_after(data)
    return state.row, state.column


SEQUENCES = st.builds(
    lambda parameters, final: b"\x1b[" + parameters.encode() + bytes([final]),
    st.text("0123456789;?>!", max_size=6),
    st.integers(0x20, 0x7E),
)
BYTES = st.lists(SEQUENCES | st.binary(max_size=8) | st.just("생각".encode()), max_size=12).map(b"".join)


@settings(deadline=None)
@given(BYTES)
@example(b"\x1b[4K")
@example(b"\x1b[6J")
@example(b"\x1b[?9C")
@example(b"\x1b[;;8e")
@example(b"\x1b[;6?K0\x85\xd5")
@example("\x1b[1²C".encode())
def test_any_bytes(data: bytes) -> None:
    """Whatever an attempt writes, the screen has its rows and the cursor stands in it."""
    state = state_after(data)

    assert len(state.rows) == ROWS
    assert 0 <= state.row < ROWS
    assert 0 <= state.column < COLUMNS
    assert all(text == text.rstrip() and text for _, text in state.lines())


@settings(deadline=None)
@given(st.text(), st.integers(0, 40))
def test_split_bytes(text: str, where: int) -> None:
    """It makes no difference where a text was cut on its way, be it within a character or a sequence."""
    data = b"\x1b[3C" + text.encode("utf-8", "surrogatepass")

    assert state_after(data) == state_after(data[:where], data[where:])


@pytest.mark.parametrize("data", [b"\x1b[0;0K", b"\x1b[?K", b"\x1b[9K", b"\x1b[?1m", b"\x1b[1;2;3H"])
def test_rest_after_a_strange_sequence(data: bytes) -> None:
    """A sequence that no terminal knows is passed over; what comes behind it is shown."""
    assert texts(b"one\r\n" + data + b"\x1b[2;1Htwo")[-1] == "two"


def test_blank() -> None:
    """A new screen is blank, its cursor at the top left and visible."""
    blank = State(("",) * 24, frozenset(), 0, 0, visible=True)

    assert state_after() == blank
    assert blank.lines() == []


def test_backspace() -> None:
    """A backspace moves the cursor and erases nothing."""
    assert texts(b"| msg\x08\x08\x08\x08\x08/") == ["/ msg"]


def test_carriage_return() -> None:
    """A carriage return goes back to column 0 of the same row."""
    assert cursor(b"one\r\n| msg\r") == (1, 0)


def test_trailing_blanks() -> None:
    """Blanks at the end of a row don't belong to its text."""
    assert texts(b"| msg   ") == ["| msg"]


def test_erased_line() -> None:
    """ESC [K erases from the cursor to the end of the row, ESC [2K the whole of it."""
    assert texts(b"| msg\r\x1b[K") == []
    assert texts(b"| msg\x1b[3D\x1b[K") == ["|"]
    assert texts(b"| msg\x1b[2K") == []


def test_saved_cursor() -> None:
    """A saved cursor can be restored more than once, and stays where it was saved."""
    assert texts(b"ab\x1b7cdef\x1b8X\x1b8Y") == ["abYdef"]
    assert cursor(b"ab\x1b7cdef\x1b8X\x1b8") == (0, 2)


def test_restored_cursor_that_was_never_saved() -> None:
    """ESC 8 alone goes to the top left."""
    assert cursor(b"abc\x1b8") == (0, 0)


def test_hidden_cursor() -> None:
    """ESC [?25l hides the cursor, ESC [?25h shows it again."""
    assert state_after(b"\x1b[?25l").visible is False
    assert state_after(b"\x1b[?25l", b"| msg\x1b[?25h").visible is True


def test_colours() -> None:
    """Colours change no text."""
    assert texts(b"\x1b[1;31m|\x1b[0m msg") == ["| msg"]


def test_title() -> None:
    """The title of the window is not on the screen."""
    assert texts(b"\x1b]0;spinner\x07| msg") == ["| msg"]


def test_no_utf8() -> None:
    """Bytes that are no UTF-8 show as replacement characters."""
    assert texts(b"\xff msg") == ["\ufffd msg"]


def test_wrapped_line() -> None:
    """What the terminal itself broke is one line, which begins where it began."""
    assert state_after(b"one\r\n" + b"x" * 200).lines() == [(0, "one"), (1, "x" * 200)]


def test_wrapped_after_a_short_rest() -> None:
    """The blanks at the end of a row that was wrapped belong to the line."""
    assert texts(b"a" + b" " * 99 + b"b") == ["a" + " " * 99 + "b"]


def test_lines_below_each_other() -> None:
    """Two lines that the program ended itself stay two, though the first one fills its row."""
    assert texts(b"x" * 80 + b"\r\n" + b"y") == ["x" * 80, "y"]


def test_full_row() -> None:
    """Behind the last column the cursor still stands in it: the next character wraps, a return goes to column 0."""
    assert cursor(b"x" * 80) == (0, 79)
    assert cursor(b"x" * 80 + b"\r") == (0, 0)
    assert cursor(b"x" * 81) == (1, 1)


@pytest.mark.parametrize("erase", [b"\x1b[K", b"\x1b[2K", b"\x1b[J", b"\x1b[2J"])
def test_erased_wrap(erase: bytes) -> None:
    """Where the first row of a wrapped line was erased, what is written below is a line of its own."""
    assert texts(b"x" * 100 + b"\x1b[1;1H" + erase + b"one\x1b[2;1H\x1b[Ktwo") == ["one", "two"]


def test_scrolling() -> None:
    """After the last row the screen scrolls up by one."""
    lines = [f"line {number}" for number in range(30)]
    state = state_after("\r\n".join(lines).encode())

    assert [text for _, text in state.lines()] == lines[-ROWS:]
    assert state.row == ROWS - 1


def test_wrapped_line_that_scrolled() -> None:
    """A wrapped line stays one line when it scrolls up, and what is left of it when its beginning is gone."""
    wrapped = b"x" * 100
    assert state_after(wrapped + b"\r\n" * 22).lines() == [(0, "x" * 100)]
    assert state_after(wrapped + b"\r\n" * 23).lines() == [(0, "x" * 20)]


def test_wrapped_on_the_last_row() -> None:
    """A line that wraps on the last row scrolls the screen and is one line still."""
    state = state_after(b"\r\n" * 23 + b"x" * 100)

    assert state.lines() == [(22, "x" * 100)]


def test_lines_from_a_row_on() -> None:
    """What stands above the first row asked for is left out."""
    assert state_after(b"one\r\ntwo\r\n\r\nthree").lines(1) == [(1, "two"), (3, "three")]


def test_wide_characters() -> None:
    """A double-width character takes two columns."""
    assert texts("생각 중!".encode()) == ["생각 중!"]
    assert cursor("생각".encode()) == (0, 4)


@pytest.mark.parametrize(
    "expected, data",
    [
        ("X 각", "생각\rX"),
        (" X각", "생각\r\x1b[CX"),
        ("생X", "생각\x08\x08X"),
        ("| 생", "| 각\x08\x08생"),
    ],
)
def test_half_of_a_wide_character(expected: str, data: str) -> None:
    """Where one half of a double-width character was overwritten, the other half is blank."""
    assert texts(data.encode()) == [expected]


def test_wide_character_in_the_last_column() -> None:
    """A double-width character of which half would stand behind the last column wraps as a whole."""
    assert state_after(("x" * 79 + "생").encode()).lines() == [(0, "x" * 79 + " 생")]


def test_combining_character() -> None:
    """An accent of its own takes no column."""
    assert texts("e\u0301!".encode()) == ["é!"]
    assert cursor("e\u0301!".encode()) == (0, 2)


@pytest.mark.parametrize("nothing", ["\ufe0f", "\u200b", "\u200d", "\x1f"])
def test_character_that_takes_no_column(nothing: str) -> None:
    """What stands behind a character that shows nothing is on screen as well."""
    assert cursor(f"a{nothing}bc".encode()) == (0, 3)
    assert texts(f"a{nothing}bc".encode()) == ["abc"]


def test_state_stays() -> None:
    """A state is what was on screen then, whatever comes later."""
    screen = Screen()
    screen.feed(b"| msg")
    before = screen.state()
    screen.feed(b"\r/ msg")

    assert before.rows[0] == "| msg"
    assert screen.state().rows[0] == "/ msg"
