"""No cell of a table is a formula to the spreadsheet that opens it, and each stays on its line."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given, strategies as st

from grader.reports.sheets import MOST, safe

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "|cmd",
    "%0A",
    "  =1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(A1)",
    "\ufe661",
    "\u22121",
    "\u0301=1",
    "=\u03381",
    '=HYPERLINK("http://x","y")',
    "=cmd|' /C calc'!A0",
)
PIECES = st.sampled_from([*"=+-@|%\t\r\n\"',;\ufeff\u200b\u202e\x00", *FORMULAS, "a", "1", "\ud800"])
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join))


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas(text: str) -> None:
    """What some spreadsheet takes for a formula gets an apostrophe in front, and stays legible behind it."""
    assert safe(text).startswith("'")
    assert safe(text).endswith(text)


@pytest.mark.parametrize(
    "text", ["", "a=1", "frames", "'| hi' is there", "3.12.1", "생각 중!", "a, b", 'say "hi"', "\\"]
)
def test_plain_text(text: str) -> None:
    """What is no formula stays as it is."""
    assert text == safe(text)


def test_control_characters() -> None:
    """A tab, a line end, an odd blank or a mark for the direction of writing is shown: what follows begins no cell."""
    assert safe("\xa0=1") == "\\xa0=1"
    assert safe("\u3000=1") == "\\u3000=1"
    assert safe("\t=1\r\n\u202e\x1b[2J\ud800") == "\\t=1\\r\\n\\u202e\\x1b[2J\\ud800"


def test_long_text() -> None:
    """A flood is cut, and the cell tells how long it was."""
    assert len(safe("x" * 500_000)) < MOST + 10
    assert safe("x" * 500_000).endswith("x... (500000)")
    assert safe("x" * MOST) == "x" * MOST


@given(TEXTS)
def test_never_a_formula(text: str) -> None:
    """Whatever a text is, its cell begins with nothing that runs; a cell that is safe stays as it is."""
    cell = safe(text)
    first = unicodedata.normalize("NFKC", cell.lstrip())[:1]

    assert first not in set("=+-@|%")
    assert cell.replace("\n", "?") == cell
    assert cell.isprintable()
    if len(cell) <= MOST:
        assert cell == safe(cell)


@given(st.lists(TEXTS, min_size=1))
def test_comes_back(texts: list[str]) -> None:
    """A row that was written by the csv module is read again as it was."""
    file = io.StringIO(newline="")
    cells = [safe(text) for text in texts]
    csv.writer(file).writerow(cells)

    assert [cells] == list(csv.reader(io.StringIO(file.getvalue(), newline="")))
