"""The report for CI systems keeps to its schema, says the same to every reader, and lets nothing of an attempt out."""

from dataclasses import replace
from importlib import resources
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from hypothesis import given, settings
from junitparser import Error, Failure, JUnitXml, Skipped
from pages import broken, failed, finding, passed, todo, unjudged, verdict
from verdicts import BONUS_MISSED, CONTRADICTED, MISSING, RESTS_ON_BONUS, STATUSES, verdicts

from grader.language import Language
from grader.reports import Look
from grader.reports.junit import render
from grader.verdict import CheckResult, CheckStatus, KataVerdict, Verdict

OUTCOMES = {"failure", "error", "skipped"}


@pytest.fixture(scope="module")
def schema() -> xmlschema.XMLSchema:
    """Return the schema that is published beside the report."""
    return xmlschema.XMLSchema(resources.files("grader.reports").joinpath("junit.xsd").read_text("utf-8"))


def outcomes(*katas: KataVerdict) -> dict[str, str | None]:
    """Return what became of each case, by its name."""
    root = ET.fromstring(render(verdict(*katas), Look()))  # noqa: S314 (our own)
    found: dict[str, str | None] = {}
    for case in root.iter("testcase"):
        told = [child.tag for child in case if child.tag in OUTCOMES]
        assert len(told) <= 1
        found[f"{case.get('classname')}.{case.get('name')}"] = told[0] if told else None
    return found


def test_outcomes() -> None:
    """A broken promise is a failure, what can't be found out an error; what waits, or is but a bonus, is skipped."""
    assert outcomes(failed(), MISSING) == {
        "spinner_thread.signal": None,
        "spinner_thread.frames": "failure",
        "spinner_thread.stop": "failure",
        "spinner_thread.joined": "skipped",
        "spinner_thread.wide": "skipped",
        "spinner_asyncio.(whole)": "skipped",
    }
    assert outcomes(todo()) == {"spinner_asyncio.frames": "skipped"}
    assert outcomes(broken()) == {"spinner_asyncio.(whole)": "error", "spinner_asyncio.frames": "skipped"}
    assert outcomes(unjudged())["spinner_asyncio.frames"] == "error"
    assert outcomes(CONTRADICTED)["spinner_thread.(whole)"] == "error"
    assert outcomes(RESTS_ON_BONUS)["spinner_thread.(whole)"] == "failure"
    assert outcomes(BONUS_MISSED) == {
        "spinner_thread.frames": None,
        "spinner_thread.wide": "skipped",
        "spinner_thread.exception": None,
    }


@pytest.mark.parametrize("status", ["failed", "blocked", "unjudged"])
def test_bonus_turns_nothing_red(status: CheckStatus) -> None:
    """Whatever a bonus came to, a CI system sees at most that it was left out."""
    wide = CheckResult("wide", "A promise.", status, bonus=True, finding=finding())

    assert outcomes(replace(passed(), checks=(*passed().checks[:1], wide)))["spinner_thread.wide"] == "skipped"


def test_whole_case() -> None:
    """A case says where its file is and what went wrong; its name is an id, the same in every language."""
    look = Look(Language("ko", lambda text: {"seen: {text}": "본 것: {text}"}.get(text, text)))
    root = ET.fromstring(render(verdict(failed("x")), look))  # noqa: S314 (our own)
    case = root.findall(".//testcase")[1]
    told = case[0]

    assert case.attrib == {
        "name": "frames",
        "classname": "spinner_thread",
        "time": "0",
        "file": "exercises/spinner_thread.py",
        "line": "2",
    }
    assert told.attrib == {"message": "x was seen", "type": "failed"}
    assert (told.text or "").strip().split("\n") == [
        "spin draws its frames in order.",
        "x, as so often",
        "expected: x is expected",
        "본 것: x was seen",
        "why: Because of x.",
        "hint: Try x.",
        "where: exercises/spinner_thread.py, line 2",
    ]


def test_says_the_same_twice() -> None:
    """Of two runs only the time of the whole differs."""
    one, other = (render(Verdict("x", "3.12.1", 1, seconds, (failed(),)), Look()) for seconds in (0.25, 7))

    assert 'time="0.250"' in one
    assert one == other.replace('time="7.000"', 'time="0.250"')


def test_another_parser() -> None:
    """A parser that CI tools use finds the same counts as stand there, and the reasons."""
    document = JUnitXml.fromstring(render(verdict(failed(), broken()), Look()).encode())
    suites = list(document)
    results = [case.result for suite in suites for case in suite]
    kinds = [type(result[0]) if result else None for result in results]

    assert [suite.name for suite in suites] == ["spinner_thread", "spinner_asyncio"]
    assert document.tests == len(kinds) == 7
    assert document.failures == kinds.count(Failure) == 2
    assert document.errors == kinds.count(Error) == 1
    assert document.skipped == kinds.count(Skipped) == 3


@pytest.mark.parametrize("name", STATUSES)
def test_keeps_to_the_schema(name: str, schema: xmlschema.XMLSchema) -> None:
    """Whatever became of an attempt, its report is a valid one, and not green unless it passed."""
    of = STATUSES[name]
    text = render(of, Look())
    schema.validate(text)

    assert text.isascii()
    assert text.replace("\n", "").isprintable()
    if of.exit_code and of.katas:
        assert any(f"<{tag} " in text for tag in OUTCOMES)


@settings(max_examples=50)
@given(of=verdicts())
def test_hostile_text(of: Verdict, schema: xmlschema.XMLSchema) -> None:
    """No text of an attempt makes an element, or is lost in a character that XML forbids."""
    text = render(of, Look())
    schema.validate(text)
    root = ET.fromstring(text)  # noqa: S314 (our own)

    tags = {"testsuites", "testsuite", "properties", "property", "testcase", *OUTCOMES}
    assert {element.tag for element in root.iter()} <= tags
    assert "<!--" not in text
    assert "]]>" not in text


def test_control_characters_are_shown() -> None:
    """A backspace, an escape sequence or half a surrogate pair is there to be read, as an escape."""
    text = render(verdict(failed("\x08\x1b[2J\x00\ud800\ufffe")), Look())

    assert "\\x08\\x1b[2J\\x00\\ud800\\ufffe was seen" in text


def test_long_text() -> None:
    """A flood is cut, so that the report stays far below what a server takes."""
    assert len(render(verdict(failed("\x1b" * 500_000)), Look())) < 50_000


@pytest.mark.parametrize(
    "wrong, right",
    [
        ('<testcase name="frames"', '<testcase name="signal"'),
        ('line="2"', 'line="0"'),
        ("<failure ", "<skipped /><failure "),
        ('time="0"', 'time="soon"'),
        ("<properties>", "<surprise /><properties>"),
    ],
)
def test_schema_refuses(wrong: str, right: str, schema: xmlschema.XMLSchema) -> None:
    """The schema is strict: equal names, a line 0, two outcomes are not valid."""
    text = render(verdict(failed()), Look())
    schema.validate(text)
    assert wrong in text

    with pytest.raises(xmlschema.XMLSchemaException):
        schema.validate(text.replace(wrong, right))
