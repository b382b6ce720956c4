"""The report for spreadsheets: a row for each check. No cell is a formula, whatever a program printed.

The first columns are those that people sort and filter by; numbers are plain, so that they can be added up. As the
gradebook, it begins with the mark by which Excel tells UTF-8; written in another encoding it has none.
"""

import codecs
import csv
import io

from grader.reports import Look
from grader.reports.items import Item, items
from grader.reports.sheets import BYTE_ORDER_MARK, safe
from grader.reports.workflow import harmless
from grader.verdict import KataVerdict, Verdict

COLUMNS = (
    "attempt",
    "kata",
    "kata_status",
    "cause",
    "real",
    "check",
    "outcome",
    "bonus",
    "points",
    "max_points",
    "line",
    "blocked_by",
    "promise",
    "expected",
    "seen",
    "hint",
    "seed",
    "python",
)


def render(verdict: Verdict, look: Look) -> str:
    """Return the table, with a line of column names; the names are in English, sentences in the reader's language."""
    katas = {kata.kata: kata for kata in verdict.katas}
    in_utf_8 = codecs.lookup(look.encoding).name == "utf-8"
    file = io.StringIO(newline="")
    # Line feeds alone: a text stream makes of them what its system wants.
    table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    table.writeheader()
    for item in items(verdict, look):
        cells = {**_of_run(verdict), **_of_kata(katas[item.kata]), **_of_check(item, look)}
        table.writerow({name: _cell(value) for name, value in cells.items()})
    return (BYTE_ORDER_MARK if in_utf_8 else "") + file.getvalue()


def _of_run(verdict: Verdict) -> dict[str, object]:
    return {"attempt": verdict.attempt, "seed": verdict.seed, "python": verdict.python}


def _of_kata(kata: KataVerdict) -> dict[str, object]:
    real = kata.real.status if kata.real else None
    return {"kata": kata.kata, "kata_status": kata.status, "cause": kata.cause, "real": real}


def _of_check(item: Item, look: Look) -> dict[str, object]:
    finding, language = item.finding, look.language
    texts = {"expected": finding.expected, "seen": finding.seen, "hint": finding.hint} if finding else {}
    return {
        "check": item.id,
        "outcome": item.outcome,
        "bonus": "yes" if item.bonus else "no",
        "points": item.points,
        "max_points": item.max_points,
        "line": item.line,
        "blocked_by": item.blocked_by,
        "promise": " ".join(language(item.promise).split()),
        **{name: language(text) for name, text in texts.items()},
    }


def _cell(value: object) -> object:
    if value is None:
        return ""
    return value if isinstance(value, int) else safe(harmless(str(value)))
