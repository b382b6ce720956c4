"""The class for CI systems: JUnit's XML, a suite for each learner and kata, as the report on one attempt has it.

Suites and cases are called by the learner's slug, which is unique and safe; the name itself is a property. It says
nothing of times, so that the same results make the same report.
"""

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from grader.classroom.records import Gradebook, Mark, Row
from grader.reports import Look, flat
from grader.reports.items import WHOLE, Outcome
from grader.reports.junit import TAGS, add_properties, counts, document
from grader.reports.sheets import MOST

_NO_TIME = {"time": "0"}


def render(book: Gradebook, look: Look) -> str:
    """Return the document, in ASCII: all else is written as character references."""
    suites = [suite for row in book.rows for suite in _suites(row, book, look)]
    tags = [tag for suite in suites for tag in _tags(suite)]
    root = ET.Element("testsuites", {"name": _text(book.course.title, look) or "class", **counts(tags), **_NO_TIME})
    root.extend(suites)
    return document(root)


def _suites(row: Row, book: Gradebook, look: Look) -> Iterator[ET.Element]:
    if row.problem is not None:
        problem = _case(row.slug, WHOLE, "broken", _text(row.problem, look))
        yield _suite(row.slug, [problem], {"learner": _text(row.learner, look)})
    for mark in row.marks:
        told = {
            "learner": _text(row.learner, look),
            "status": mark.status,
            "cause": mark.cause,
            "points": mark.points,
            "max_points": mark.max_points,
            "bonus_points": mark.bonus_points,
            "seed": book.seed,
            "python": book.python,
        }
        yield _suite(f"{row.slug}: {mark.kata}", list(_cases(f"{row.slug}.{mark.kata}", mark, book, look)), told)


def _suite(name: str, cases: list[ET.Element], properties: Mapping[str, object]) -> ET.Element:
    suite = ET.Element("testsuite", {"name": flat(name)})
    add_properties(suite, properties)
    suite.extend(cases)
    suite.attrib.update({**counts(_tags(suite)), **_NO_TIME})
    return suite


def _tags(suite: ET.Element) -> list[str | None]:
    return [next((child.tag for child in case), None) for case in suite.iter("testcase")]


def _cases(prefix: str, mark: Mark, book: Gradebook, look: Look) -> Iterator[ET.Element]:
    seen = _text(mark.seen, look)
    bonuses = book.bonuses.get(mark.kata, ())
    if mark.status not in {status for check, status in mark.checks if check not in bonuses}:
        # No check tells why: the file is missing or can't be used, or the program does something else in real time.
        yield _case(prefix, WHOLE, mark.status, seen or mark.status, mark.line)
    for check, status in mark.checks:
        promise = _text(book.sentences.get(mark.kata, {}).get(check, check), look)
        first = check == mark.first
        # A bonus turns nothing red, whoever missed it.
        outcome: Outcome = "blocked" if check in bonuses and status == "failed" else status
        yield _case(prefix, check, outcome, seen if first and seen else promise, mark.line if first else None)


def _case(prefix: str, name: str, outcome: Outcome, message: str, line: int | None = None) -> ET.Element:
    case = ET.Element("testcase", {"name": name, "classname": flat(prefix), **_NO_TIME})
    if line is not None:
        case.set("line", str(line))
    tag = TAGS.get(outcome)
    if tag:
        ET.SubElement(case, tag, {"message": message, "type": outcome})
    return case


def _text(text: str, look: Look) -> str:
    return flat(look.language(text))[:MOST]
