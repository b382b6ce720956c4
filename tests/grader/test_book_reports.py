"""The class for CI systems and for summaries: valid, the same again, and no name in it is more than a name."""

from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from classes import KATAS, MARKED, NAMES, book, checks, entry, hostile, many, named, outcomes, verdict
from junitparser import JUnitXml
from test_report_github import understood
from test_report_markdown import read, tokens

from grader.classroom.gradebook import Outcome
from grader.classroom.records import Gradebook
from grader.course import Course
from grader.language import language
from grader.reports import Look
from grader.reports.book.junit import render as junit
from grader.reports.book.markdown import render as markdown
from grader.reports.markdown import MAX_BYTES
from grader.verdict import KataVerdict, Real

BOOKS: dict[str, Callable[[], Gradebook]] = {
    "class": book,
    "hostile": hostile,
    "nobody": lambda: book([]),
    "titled": lambda: book(course=Course("A course", bonus=False, rule="percent", percent=60)),
}
THREAD, AIO = KATAS[:2]


@pytest.fixture(scope="module")
def schema() -> xmlschema.XMLSchema:
    """Return the schema that is published for the format."""
    return xmlschema.XMLSchema(resources.files("grader.reports").joinpath("junit.xsd").read_text("utf-8"))


@pytest.mark.parametrize("name", BOOKS)
def test_junit_keeps_to_the_schema(name: str, schema: xmlschema.XMLSchema) -> None:
    """Whatever the class, the report is valid, in ASCII, and its counts are those of another parser."""
    text = junit(BOOKS[name](), Look())
    schema.validate(text)
    document = JUnitXml.fromstring(text.encode())
    results = [case.result for suite in document for case in suite]

    assert text.isascii()
    assert text.replace("\n", "").isprintable()
    assert document.tests == len(results)
    assert document.failures + document.errors + document.skipped == sum(map(bool, results))


def cases(of: Gradebook) -> dict[str, tuple[str, str] | None]:
    """Return what became of each case that didn't pass."""
    root = ET.fromstring(junit(of, Look()))  # noqa: S314 (our own)
    return {
        f"{case.get('classname')}.{case.get('name')}": (case[0].tag, case[0].get("message") or "")
        for case in root.iter("testcase")
        if len(case)
    }


def test_junit_outcomes() -> None:
    """A broken promise is a failure with what was seen; what nobody could find out is an error; the rest is skipped."""
    found = cases(book())

    assert found["Cem.spinner_thread.stop"] == ("failure", "it went wrong was seen")
    assert found["Cem.spinner_thread.cleanup"] == ("skipped", "The promise of cleanup is kept in spinner_thread.")
    assert found["Gil.(whole)"] == ("error", "this is no zip file")
    assert found["Finn.spinner_asyncio.(whole)"] == ("error", "SyntaxError: invalid syntax was seen")
    assert found["Dora.spinner_asyncio.(whole)"] == ("skipped", "missing")
    assert found["Eva.spinner_asyncio.(whole)"] == ("skipped", "spin is to do was seen")
    assert found["Hana.spinner_asyncio.frames"][0] == "error"
    assert not [name for name in found if name.startswith("Ben.")]


def test_junit_of_what_real_time_contradicts() -> None:
    """A program that does something else in real time is an error, even where each check passed; no bonus is one."""
    unsure = KataVerdict(THREAD, "unjudged", real=Real("failed"), checks=checks(THREAD))
    without = KataVerdict(AIO, "passed", checks=checks(AIO)[:-1])

    assert cases(book([Outcome(entry("Ann"), verdict(unsure, without))])) == {
        "Ann.spinner_thread.(whole)": ("error", "unjudged")
    }


def test_junit_tells_names() -> None:
    """A suite has the learner's name as a property; what it holds is shown and steers nothing."""
    root = ET.fromstring(junit(hostile(), Look()))  # noqa: S314 (our own)
    told = {each.get("value") for each in root.iter("property") if each.get("name") == "learner"}

    assert {"Ann", "\uae40\ucca0\uc218", r"\x1b[2J\x1b]0;owned\x07", r"\x00", NAMES[5]} <= told
    assert max(map(len, map(str, told))) == 1000


@pytest.mark.parametrize("name", BOOKS)
def test_markdown_is_text(name: str) -> None:
    """Whatever the class, there are headings, lists, tables and code, and no name is anything else."""
    of = BOOKS[name]()
    reader = read(markdown(of, Look()))
    rows = sum(token.type == "tr_open" for token in tokens(markdown(of, Look())))
    judged = sum(len(promises) + 1 for promises in of.sentences.values() if promises)

    assert rows == judged + (len(of.rows) + 1 if of.rows else 0)
    assert "owned" not in reader.outside


@pytest.mark.parametrize("name", ["##[error]x", "::error::x", "x\n::error::x"])
def test_markdown_is_no_workflow_command(name: str) -> None:
    """No line is a command to whoever prints the summary in a workflow, whatever somebody is called."""
    shown = markdown(named(name), Look())

    assert not any(map(understood, shown.splitlines()))
    assert "error]x" in shown or "error::x" in shown


@pytest.mark.parametrize("name", NAMES)
def test_markdown_of_one(name: str) -> None:
    """A hostile name is in code, whole or cut short, and shows nothing by itself."""
    reader = read(markdown(named(name), Look()))
    found = [token.content for token in tokens(markdown(named(name), Look())) if token.type == "code_inline"]

    assert all(text.isprintable() for text in found)
    assert reader.outside.isprintable() or "\n" in reader.outside


def test_markdown_says_it() -> None:
    """The summary tells how many passed, what the checks came to, whom to look at, and everybody's result."""
    text = markdown(book(course=Course("A course")), Look())

    for line in (
        "## 1 of 8 learners passed",
        "`A course`",
        "- not passed: 5",
        "- to be judged: 1",
        "- `Gil`: `not graded: this is no zip file`",
        "| `frames` | 1 | 2 | 2 | 1 |",
        "| `wide` bonus | 1 | 0 | 2 | 0 |",
        "- `hung`: 1",
        "| `Cem` | not passed | 5 of 26 | failed `stop` `hung` | failed `frames` `flooded` |",
        "| `Ben` | passed | 28 of 26 | passed | passed |",
        "| `Hana` | to be judged | 15 of 26 | passed | unjudged |",
        "| `Gil` | not graded | 0 of 26 |  |  |",
        "- to do: 1",
    ):
        assert line in text.split("\n"), line


def test_markdown_in_other_languages() -> None:
    """Its words are the reader's; names and ids stay what they are."""
    assert "| `Cem` | \u00abnot passed\u00bb |" in markdown(book(), Look(language=MARKED))
    assert "\ud1b5\uacfc" in markdown(book(), Look(language=language("ko")))


def test_markdown_fits() -> None:
    """However many learners there are, the summary is one that GitHub shows, and says that it is cut."""
    one = book()
    long = replace(one.rows[2], learner="x" * 200)
    of = replace(one, rows=(long,) * 5500)
    text = markdown(of, Look())

    assert MAX_BYTES - 500 < len(text.encode()) <= MAX_BYTES
    assert text.endswith(" |\n\n(cut short: there is more than fits into a summary)\n")


@pytest.mark.parametrize("make", [junit, markdown])
def test_same_again(make: Callable[[Gradebook, Look], str]) -> None:
    """The same results make the same report to the byte, and it tells nobody where the submissions lay."""
    assert make(book(outcomes()[::-1]), Look()) == make(book(), Look())
    assert "secret" not in make(hostile(), Look())


def test_junit_of_many() -> None:
    """A class of hundred makes a report that is far below what GitLab reads (30 MB for a thousand and more)."""
    assert len(junit(many(100), Look())) < 1_500_000
