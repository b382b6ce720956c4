"""The gradebook for a spreadsheet: a row per learner, a group of columns per kata.

It begins with the mark by which Excel tells UTF-8 (U+FEFF): without one it takes the file for the system's old
encoding, and Korean names become noise. LibreOffice and Python's ``utf-8-sig`` leave that mark out of the first cell.
Lines end as the format has it (RFC 4180), whatever the system. The names of the columns are for programs, so they are
English and stay what they are; a kata to come adds its own. `passed` is `yes`, `no`, or `open` where a person has to
judge what the grader couldn't.
"""

import csv
import io
from collections.abc import Iterator

from grader.classroom.records import Gradebook, Mark, Row
from grader.reports import Look
from grader.reports.book import page_of
from grader.reports.sheets import BYTE_ORDER_MARK, safe

_ABOUT_ALL = ("learner", "passed", "points", "max_points", "bonus_points")
_PER_KATA = ("status", "points", "max_points", "bonus_points", "cause", "first_failed")
_AT_LAST = ("problem", "remarks", "page")
_PASSED = {"passed": "yes", "failed": "no", "open": "open"}


def render(book: Gradebook, look: Look) -> str:
    """Return the table; whatever somebody else wrote is in cells that no spreadsheet runs."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(_columns(book))
    writer.writerows(_cells(row, book, look) for row in book.rows)
    return BYTE_ORDER_MARK + file.getvalue()


def _columns(book: Gradebook) -> list[str]:
    return [*_ABOUT_ALL, *(f"{kata}_{name}" for kata in book.katas for name in _PER_KATA), *_AT_LAST]


def _cells(row: Row, book: Gradebook, look: Look) -> Iterator[str | int]:
    # A number is one to a spreadsheet, too: it can be added up. All else is text.
    yield safe(row.learner)
    yield _PASSED[row.status]
    yield from (row.points, row.max_points, row.bonus_points)
    marks = {mark.kata: mark for mark in row.marks}
    for kata in book.katas:
        yield from _mark(marks.get(kata))
    yield safe(look.language(row.problem or ""))
    yield safe("; ".join(map(look.language, row.remarks)))
    yield "" if row.problem is not None else safe(page_of(row.slug))


def _mark(mark: Mark | None) -> tuple[str | int, ...]:
    if mark is None:
        return ("",) * len(_PER_KATA)
    return (mark.status, mark.points, mark.max_points, mark.bonus_points, mark.cause or "", safe(mark.first or ""))
