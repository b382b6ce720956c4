"""What the page draws is worked out before it is drawn: where things lie on the axis, and what is too much for it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from scenes import SCENES, SECOND, TENTH, frames, lane, point, span, spun, view

from grader.attempt import Source
from grader.language import ENGLISH
from grader.reports import visible
from grader.reports.page.axis import MAX_TICKS, axis_of
from grader.reports.page.chart import MAX_SHAPES, _places, is_cut, rows_of
from grader.reports.page.film import MAX_STILLS, Cursor, film_of
from grader.reports.page.listing import MAX_LINES, listing_of
from grader.reports.page.picture import horizon, picture_of
from grader.reports.page.shell import PARTS
from grader.reports.page.texts import MAX_CHARS, Teller
from grader.reports.page.words import LABELS, SCRIPT
from grader.run import Run, Scene, View
from grader.words import say

TELL = Teller(ENGLISH)


def test_axis() -> None:
    """A moment lies where it belongs, in percent; what is outside lies at the edge."""
    axis = axis_of(3 * SECOND, SECOND)

    assert [axis.x(time) for time in (-1, 0, SECOND, 3 * SECOND, 4 * SECOND)] == [0, 0, 33.333, 100, 100]
    assert axis.width(SECOND, 9 * SECOND) == 66.667


@pytest.mark.parametrize(
    "end, expected",
    [
        (3 * SECOND, ["0 s", "0.5 s", "1 s", "1.5 s", "2 s", "2.5 s", "3 s"]),
        (10 * SECOND, ["0 s", "2 s", "4 s", "6 s", "8 s", "10 s"]),
        (650_000_000, ["0 s", "0.1 s", "0.2 s", "0.3 s", "0.4 s", "0.5 s", "0.6 s"]),
        (0, ["0 s", "0.001 s"]),
    ],
)
def test_ticks(end: int, expected: list[str]) -> None:
    """The axis is named at round moments."""
    assert [TELL.seconds(time) for time in axis_of(end).ticks()] == expected


@given(st.integers(0, 10**13))
def test_any_ticks(end: int) -> None:
    """There are never too many of them, nor too few to read a time from."""
    ticks = axis_of(end).ticks()

    assert 2 <= len(ticks) <= MAX_TICKS
    assert len({TELL.seconds(time) for time in ticks}) == len(ticks)


def test_marks_hide_nothing() -> None:
    """What happens at once is stacked, in its order, and goes on beside where the stack is high enough."""
    assert _places([0, 0, 0, 0, 0, 50, 51, 60]) == [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (0, 0), (1, 0), (0, 0)]


@given(st.lists(st.integers(0, 20).map(float)).map(sorted))
def test_places_are_taken_once(times: list[float]) -> None:
    """No two marks of one moment stand in the same place."""
    taken = list(zip(times, _places(times), strict=True))

    assert len(set(taken)) == len(taken)


def test_rows() -> None:
    """A lane lives from its begin to its end, and what it did lies on it in the order of time."""
    spins = lane(
        "Thread-1", "thread", SECOND, None,
        point(2 * SECOND, "frame", "a frame", 7), span(SECOND, 2 * SECOND, "sleeps", "time.sleep(1)", 8),
    )  # fmt: skip
    (row,) = rows_of([spins], 4 * SECOND, axis_of(4 * SECOND), TELL)

    assert (row.name, row.word, row.x, row.width) == ("Thread-1", "thread", 25, 75)
    assert [(shape.kind, shape.x, shape.width, shape.when, shape.what, shape.line) for shape in row.shapes] == [
        ("sleeps", 25, 25, "1 s to 2 s", "sleeps: time.sleep(1)", 8),
        ("frame", 50, 0, "2 s", "a frame", 7),
    ]


def test_row_is_bounded() -> None:
    """A lane with very much in it is cut, and it is known that it is."""
    busy = lane("busy", "thread", 0, None, *(point(number, "printed") for number in range(1000)))

    assert len(rows_of([busy], 1000, axis_of(1000), TELL)[0].marks) == MAX_SHAPES
    assert (is_cut([busy]), is_cut([lane("idle", "thread", 0, None)] * 13), is_cut([])) == (True, True, False)


def test_film_joins_what_looks_the_same() -> None:
    """What didn't last was not to be seen, what looks the same is one picture, and the end is always shown."""
    views = [view(0, 0, "x"), *frames(1), view(TENTH, 3 * TENTH, "| thinking!", column=0), view(5, 5, "")]
    film = film_of(views, TELL)

    assert [(still.time, still.until, still.last) for still in film.stills] == [
        (0, 3 * TENTH, "| thinking!"),
        (5, 5, ""),
    ]


def test_film_shows_used_rows_only() -> None:
    """Rows in which there never was anything are not shown, but where the cursor stands is."""
    film = film_of([View(0, 1, ("", "a", "", ""), 2, 0)], TELL)

    assert film.stills[0].lines == ("a", "")
    assert film.stills[0].cursor == Cursor(1, "", " ", "")


@pytest.mark.parametrize(
    "text, column, expected",
    [
        ("abc", 0, ("", "a", "bc")),
        ("abc", 5, ("abc  ", " ", "")),
        ("\uc0dd\uac01", 2, ("\uc0dd", "\uac01", "")),
        ("\uc0dd\uac01", 3, ("\uc0dd", "\uac01", "")),
        ("a\u0301b", 1, ("a\u0301", "b", "")),
        ("\x1bb", 0, ("\\x1b", "b", "")),
        ("", 0, ("", " ", "")),
    ],
)
def test_cursor(text: str, column: int, expected: tuple[str, str, str]) -> None:
    """The cursor stands in a column, whichever characters take one, two or none."""
    cursor = film_of([View(0, 1, (text,), 0, column)], TELL).stills[0].cursor

    assert cursor is not None
    assert (cursor.before, cursor.cell, cursor.behind) == expected


def test_no_cursor() -> None:
    """A cursor that the attempt has hidden isn't shown."""
    assert film_of([View(0, 1, ("a",), 0, 0, visible=False)], TELL).stills[0].cursor is None


def test_film_is_bounded() -> None:
    """A film that is too long is cut, and it is known by how much; so is one with too many letters."""
    views = frames(1000)
    full = [View(number, number + 1, ("x" * 80,) * 23 + (str(number),), 0, 0) for number in range(100)]

    assert (len(film_of(views, TELL).stills), film_of(views, TELL).left_out) == (MAX_STILLS, 1000 - MAX_STILLS)
    assert 0 < len(film_of(full, TELL).stills) < 100


def test_horizon() -> None:
    """A run that only goes on and on is cut, and says until when it went on; one with news in it is not."""
    endless, right = SCENES["never_stopped"](), spun()
    long = replace(right, end=12 * SECOND, lanes=(lane("x", "thread", 0, None, point(12 * SECOND, "returned")),))
    picture = picture_of(Scene(endless.title, endless.attempt, right, 10 * SECOND), "p", TELL)

    assert horizon(replace(endless, reference=None)) == 10 * SECOND
    assert horizon(replace(endless, at=10 * SECOND, reference=Run(SECOND, (), ()))) == 7.5 * SECOND
    assert horizon(Scene(say("late"), long, right)) == 12 * SECOND
    assert [side.goes_on for side in picture.sides] == ["It goes on like this until 10 s.", None]
    assert (picture.at, picture.end) == (100, 7.5 * SECOND)


def test_listing() -> None:
    """The source is told line by line as Python counts them, a form feed or a null in it or not."""
    source = Source("spinner_thread", Path("x.py"), "x.py", b"def spin():\r\n\tpass # \x0c\x00\r\n\r\nx = 1\n\n")
    listing = listing_of(source)

    assert ["".join(piece.text for piece in line.pieces) for line in listing.lines] == [
        "def spin():",
        "    pass # \\x0c\\x00",
        "",
        "x = 1",
    ]
    assert [line.number for line in listing.around(4)] == [2, 3, 4]
    assert (listing.around(9), listing.around(None), listing.cut) == ((), (), False)
    assert ("keyword", "def") in {(piece.kind, piece.text) for piece in listing.lines[0].pieces}


@given(st.binary(max_size=200))
def test_any_source(data: bytes) -> None:
    """Whatever is in the file, each of its lines keeps its number."""
    source = Source("spinner_thread", Path("x.py"), "x.py", data)
    texts = ["".join(piece.text for piece in line.pieces).rstrip() for line in listing_of(source).lines]

    assert texts == [visible(line.expandtabs(4)).rstrip() for line in source.lines()[: len(texts)]]


def test_long_source() -> None:
    """A file that is too long is cut, and it is known that it is."""
    source = Source("spinner_thread", Path("x.py"), "x.py", b"x\n" * (MAX_LINES + 1))

    assert (len(listing_of(source).lines), listing_of(source).cut) == (MAX_LINES, True)


def test_texts() -> None:
    """A text steers nothing, and says where it is cut."""
    assert TELL("a\x1b[0m\u202eb") == "a\\x1b[0m\\u202eb"
    assert TELL("x" * (MAX_CHARS + 1)).endswith(f"x\u2026 (cut short: {MAX_CHARS + 1} characters in all)")
    assert TELL.label("a\nb " + "x" * 100) == "a b " + "x" * 55 + "\u2026"
    assert [TELL.seconds(time) for time in (0, 1, 300_000_000, 12 * SECOND)] == ["0 s", "0 s", "0.3 s", "12 s"]


def test_no_word_is_left_over() -> None:
    """Each of the page's own words stands somewhere on it."""
    parts = [file.read_text(encoding="utf-8") for file in PARTS.iterdir() if file.suffix in {".jinja", ".js", ".py"}]
    used = set(re.findall(r"words\.(\w+)|LABELS\[\"(\w+)\"\]", "".join(parts)))

    assert {name for names in used for name in names if name} >= {*LABELS, *SCRIPT} - {"attempt", "reference"}
