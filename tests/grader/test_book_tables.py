"""The gradebook as a table and as JSON: it says all that there is, and nothing in it is run by who opens it."""

import csv
import io
import json
from collections.abc import Callable
from importlib import resources
from typing import Any, get_args

import pytest
from classes import KATAS, NAMES, book, hostile, many
from jsonschema import Draft202012Validator, ValidationError

from grader.classroom.records import Gradebook
from grader.course import Course, Rule
from grader.reports import Look
from grader.reports.book.csv import render as table
from grader.reports.book.figures import OUTCOMES
from grader.reports.book.json import render
from grader.reports.sheets import BYTE_ORDER_MARK
from grader.verdict import CAUSES, CheckStatus, KataStatus

BOOKS: dict[str, Callable[[], Gradebook]] = {
    "class": book,
    "hostile": hostile,
    "nobody": lambda: book([]),
    "many": lambda: many(50),
    "by percent": lambda: book(course=Course("Title", {}, {KATAS[0]: 3}, bonus=False, rule="percent", percent=60)),
}


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    """Return the validator of the published schema."""
    text = resources.files("grader.reports.book").joinpath("gradebook.schema.json").read_text("utf-8")
    return Draft202012Validator(json.loads(text))


def rows(of: Gradebook) -> list[dict[str, str]]:
    """Read the table as a program would."""
    text = table(of, Look()).encode().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_a_row_per_learner() -> None:
    """Each learner is a row: points and bonus, whether it is enough, and per kata status, points, cause and check."""
    found = {row["learner"]: row for row in rows(book())}

    assert list(found) == ["ann", "Ben", "Cem", "Dora", "Eva", "Finn", "Gil", "Hana"]
    assert found["Cem"] == {
        "learner": "Cem",
        "passed": "no",
        "points": "5",
        "max_points": "26",
        "bonus_points": "0",
        "spinner_thread_status": "failed",
        "spinner_thread_points": "4",
        "spinner_thread_max_points": "13",
        "spinner_thread_bonus_points": "0",
        "spinner_thread_cause": "hung",
        "spinner_thread_first_failed": "stop",
        "spinner_asyncio_status": "failed",
        "spinner_asyncio_points": "1",
        "spinner_asyncio_max_points": "13",
        "spinner_asyncio_bonus_points": "0",
        "spinner_asyncio_cause": "flooded",
        "spinner_asyncio_first_failed": "frames",
        "problem": "",
        "remarks": "a remark",
        "page": "pages/Cem.html",
    }
    assert (found["Ben"]["passed"], found["Ben"]["points"], found["Ben"]["bonus_points"]) == ("yes", "28", "2")
    assert found["Hana"]["passed"] == "open"


def test_a_row_without_marks() -> None:
    """Who could not be graded has a row that says so, and no page."""
    gil = next(row for row in rows(book()) if row["learner"] == "Gil")

    assert {name: cell for name, cell in gil.items() if cell} == {
        "learner": "Gil",
        "passed": "no",
        "points": "0",
        "max_points": "26",
        "bonus_points": "0",
        "problem": "this is no zip file",
    }


def test_table_is_told_to_be_unicode() -> None:
    """Excel takes a file without the mark for one in the system's old encoding; it is there once."""
    text = table(hostile(), Look())

    assert text.startswith(BYTE_ORDER_MARK)
    assert text.count(BYTE_ORDER_MARK) == 1
    assert "\uae40\ucca0\uc218" in text


@pytest.mark.parametrize("name", BOOKS)
def test_table_runs_nothing(name: str) -> None:
    """No cell is a formula, steers a terminal, or goes on in another row; numbers are numbers."""
    of = BOOKS[name]()
    found = rows(of)
    cells = [cell for row in found for cell in row.values()]

    assert len(found) == len(of.rows)
    assert None not in cells
    assert all(cell.isprintable() and len(cell) <= 1001 for cell in cells)
    assert not [cell for cell in cells if cell.strip()[:1] in set("=+-@\uff1d\uff0b\uff0d\uff20") and cell]
    assert all(row["points"].isdigit() and row["passed"] in ("yes", "no", "open") for row in found)


def test_table_keeps_names_apart() -> None:
    """However odd, two names stay two names, and an honest one stays as it is."""
    found = [row["learner"] for row in rows(hostile())]

    assert len(set(found)) == len(set(NAMES)) + 2
    assert {
        "Ann",
        "\uae40\ucca0\uc218",
        "\u0645\u0631\u062d\u0628\u0627",
        "'=cmd|' /C calc'!A0",
        "../../etc/passwd",
    } <= set(found)
    assert "a,b;c\\td\\r\\ne|f`g`*h*_i_[j](k)" in found


@pytest.mark.parametrize("name", BOOKS)
def test_keeps_to_the_schema(name: str, schema: Draft202012Validator) -> None:
    """Whatever the class, its book is a valid one, in ASCII."""
    text = render(BOOKS[name](), Look())
    schema.validate(json.loads(text))

    assert text.isascii()
    assert text.replace("\n", "").isprintable()


def test_schema_is_one(schema: Draft202012Validator) -> None:
    """The published schema keeps to the rules for schemas."""
    Draft202012Validator.check_schema(schema.schema)


def test_closed_lists_are_those_of_the_code(schema: Draft202012Validator) -> None:
    """Statuses, causes and rules are the same in the schema and in the code."""
    published: Any = schema.schema["$defs"]
    mark = published["mark"]["properties"]

    assert {*mark["cause"]["enum"]} == {*CAUSES, None}
    assert {*mark["status"]["enum"]} == {*get_args(KataStatus)}
    assert {*mark["checks"]["additionalProperties"]["enum"]} == {*get_args(CheckStatus)}
    assert {*published["learner"]["properties"]["outcome"]["enum"]} == {*OUTCOMES}
    assert {*published["course"]["properties"]["rule"]["enum"]} == {*get_args(Rule)}


def test_says_all() -> None:
    """The JSON has what the table has, and the promises and every check besides; names are whole."""
    data = json.loads(render(book(), Look()))
    cem = next(each for each in data["learners"] if each["learner"] == "Cem")

    assert [each["id"] for each in data["katas"][0]["checks"] if each["bonus"]] == ["wide"]
    assert data["course"] == {"title": "", "bonus": True, "rule": "all", "percent": 100}
    assert (data["seed"], data["python"], cem["remarks"], cem["page"]) == (
        4711,
        "3.12.1",
        ["a remark"],
        "pages/Cem.html",
    )
    assert cem["katas"][1]["checks"]["pace"] == "blocked"
    outcomes = {each["learner"]: (each["passed"], each["outcome"]) for each in data["learners"]}
    assert [outcomes[name] for name in ("Ben", "Cem", "Gil", "Hana")] == [
        (True, "passed"),
        (False, "failed"),
        (False, "problem"),
        (False, "open"),
    ]
    assert {each["learner"] for each in json.loads(render(hostile(), Look()))["learners"]} >= {"x" * 5000, NAMES[0]}


@pytest.mark.parametrize(
    "path, value",
    [
        (("extra",), 1),
        (("version",), 2),
        (("course", "rule"), "none"),
        (("learners", 0, "points"), -1),
        (("learners", 0, "slug"), ""),
        (("learners", 0, "page"), None),
        (("learners", 0, "katas"), []),
        (("learners", 0, "problem"), "there is a page all the same"),
        (("learners", 6, "passed"), True),
        (("learners", 6, "outcome"), "failed"),
        (("learners", 0, "outcome"), "problem"),
        (("learners", 1, "passed"), False),
        (("learners", 7, "passed"), True),
        (("learners", 0, "katas", 0, "cause"), "boredom"),
        (("learners", 0, "katas", 0, "line"), 0),
        (("learners", 0, "katas", 0, "checks", "frames"), "skipped"),
        (("katas", 0, "checks", 0, "id"), "Frames!"),
    ],
)
def test_schema_refuses(path: tuple[Any, ...], value: object, schema: Draft202012Validator) -> None:
    """The schema is strict: a book that is wrong in one place isn't valid."""
    data = json.loads(render(book(), Look()))
    schema.validate(data)
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value

    with pytest.raises(ValidationError):
        schema.validate(data)


@pytest.mark.parametrize("make", [table, render])
def test_no_path_of_the_instructor(make: Callable[[Gradebook, Look], str]) -> None:
    """Where the submissions lay is nobody's business."""
    assert "secret" not in make(hostile(), Look())
