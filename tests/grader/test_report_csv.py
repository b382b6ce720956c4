"""The report for spreadsheets has a row for each check, and no cell that runs."""

import csv
import io
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from pages import failed, todo, verdict
from test_report_github import understood
from verdicts import CONTRADICTED, MISSING, STATUSES, verdicts

from grader.language import Language
from grader.reports import Look
from grader.reports.csv import COLUMNS, render
from grader.verdict import Verdict


def rows(of: Verdict, look: Look | None = None) -> list[dict[str, str]]:
    """Return the rows as a program reads them; each has all columns and no more."""
    text = render(of, look or Look()).encode().decode("utf-8-sig")
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    assert list(COLUMNS) == reader.fieldnames
    found = list(reader)
    assert all(None not in row and None not in row.values() for row in found)
    return found


def test_whole_table() -> None:
    """A table is spelt as the csv module does it, line feeds at the ends."""
    text = render(verdict(failed("x, y")), Look())

    kata, promise = "exercises,spinner_thread,failed,deadlock,", "spin draws its frames in order."
    assert text.startswith(
        f"\ufeff{','.join(COLUMNS)}\n"
        f"{kata},signal,passed,no,1,1,,,A new Signal has go equal to True.,,,,4711,3.12.1\n"
        f'{kata},frames,failed,no,0,1,2,,{promise},"x, y is expected","x, y was seen","Try x, y.",4711,3.12.1\n'
    )
    assert text.endswith("\n")


@pytest.mark.parametrize("encoding, first", [("utf-8", "\ufeff"), ("UTF8", "\ufeff"), ("ascii", "a"), ("cp949", "a")])
def test_mark_of_utf_8(encoding: str, first: str) -> None:
    """Excel is told that it is UTF-8; where it isn't, nothing stands before the first column's name."""
    assert render(verdict(failed()), Look(encoding=encoding))[0] == first


def test_a_row_for_each_check() -> None:
    """The checks come in their order; what tells of a kata as a whole stands before them."""
    found = rows(verdict(failed(), MISSING))

    assert [(row["kata"], row["check"], row["outcome"]) for row in found] == [
        ("spinner_thread", "signal", "passed"),
        ("spinner_thread", "frames", "failed"),
        ("spinner_thread", "stop", "failed"),
        ("spinner_thread", "joined", "blocked"),
        ("spinner_thread", "wide", "blocked"),
        ("spinner_asyncio", "(whole)", "missing"),
    ]
    assert [row["blocked_by"] for row in found] == ["", "", "", "frames", "frames", ""]
    assert [row["bonus"] for row in found] == ["no", "no", "no", "no", "yes", "no"]
    assert int(found[-1]["max_points"]) > 10, "what a missing file would have been worth"


def test_points_add_up() -> None:
    """Numbers are numbers; what real time contradicts earns nothing."""
    assert [row["points"] for row in rows(verdict(CONTRADICTED))] == ["0", "0", "0"]
    assert [row["points"] for row in rows(STATUSES["bonus missed"])] == ["3", "0", "2"]


def test_other_language() -> None:
    """Sentences are said in the reader's language; names of columns and outcomes are not."""
    look = Look(Language("ko", lambda text: f"ko {text}"))
    (row,) = [row for row in rows(verdict(todo()), look) if row["check"] == "frames"]

    assert row["promise"] == "ko spin draws its frames in order."
    assert row["outcome"] == "todo"


@pytest.mark.parametrize("name", STATUSES)
def test_every_status(name: str) -> None:
    """Whatever became of an attempt, the table can be read; where nothing was graded it has no rows."""
    assert bool(rows(STATUSES[name])) == (name != "nothing")


@settings(max_examples=50)
@given(verdicts())
def test_no_formula(of: Verdict) -> None:
    """Whatever a program printed, no cell begins as a formula, and none goes over its line."""
    text = render(of, Look())
    found = rows(of)

    assert len(found) + 1 == text.count("\n")
    for row in found:
        for cell in row.values():
            assert unicodedata.normalize("NFKC", cell.lstrip())[:1] not in set("=+-@")
            assert cell.isprintable()
    assert not any(map(understood, text.splitlines()))


def test_no_workflow_command() -> None:
    """Nothing in a cell is a command to whoever prints the table in a workflow."""
    text = render(replace(verdict(failed("##[error]x")), attempt="::error::x"), Look())

    assert "\n\\x3a:error::x,spinner_thread,failed" in text
    assert "#\\x23[error]x was seen" in text
