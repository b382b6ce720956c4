"""The JSON report is what the schema says, whatever an attempt puts into it."""

import json
from importlib import resources
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator, ValidationError

from grader.reports import Look
from grader.reports.json import render
from grader.verdict import CAUSES, CheckResult, CheckStatus, Finding, KataStatus, KataVerdict, Real, Verdict

FINDING = Finding("a clean line", "'| hi' is still there", "Wipe it.", line=7, reference="wiped it")
HOSTILE = "\x00\x07\x1b[2J\x9b\u202e\u2028\ud800\udfff\U0001f600</script>\"\\\r\n'"


def verdict(*katas: KataVerdict, attempt: str = "exercises") -> Verdict:
    """Make the verdict of one run."""
    return Verdict(attempt, "3.11.7", 4711, 0.61239, katas)


def failed_kata(finding: Finding = FINDING) -> KataVerdict:
    """Make a kata in which there is a check of each status."""
    checks = (
        CheckResult("signal", "go is true.", "passed"),
        CheckResult("cleanup", "The line is clean.", "failed", finding=finding),
        CheckResult("answer", "The answer is printed.", "blocked", blocked_by="cleanup"),
        CheckResult("rerun", "Again.", "unjudged", finding=Finding("an end", "silence", "Tell us.")),
        CheckResult("wide", "Wide, too.", "passed", bonus=True, max_points=2),
    )
    return KataVerdict("spinner_thread", "failed", "busy", None, None, checks)


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    """Return the validator of the published schema."""
    text = resources.files("grader.reports").joinpath("report.schema.json").read_text("utf-8")
    return Draft202012Validator(json.loads(text))


def test_schema_is_one(schema: Draft202012Validator) -> None:
    """The published schema keeps to the rules for schemas."""
    Draft202012Validator.check_schema(schema.schema)


def test_whole_report() -> None:
    """A report holds the keys of version 1, in their order, and no reference."""
    finding = {"expected": "a clean line", "seen": "'| hi' is still there", "hint": "Wipe it.", "line": 7}
    nothing = dict.fromkeys(finding)
    check = {
        "id": "signal",
        "sentence": "go is true.",
        "status": "passed",
        "bonus": False,
        "points": 1,
        "max_points": 1,
    }
    expected = {
        "version": 1,
        "attempt": "exercises",
        "python": "3.11.7",
        "seed": 4711,
        "seconds": 0.612,
        "katas": [
            {
                "kata": "spinner_thread",
                "status": "failed",
                "cause": "busy",
                "finding": finding,
                "real": {"status": "failed", "finding": None},
                "points": 1,
                "max_points": 2,
                "bonus_points": 0,
                "checks": [
                    {**check, **nothing, "blocked_by": None},
                    {**check, "id": "stop", "status": "failed", "points": 0, **finding, "blocked_by": None},
                    {**check, "id": "wide", "status": "blocked", "bonus": True, "points": 0, **nothing}
                    | {"blocked_by": "stop"},
                ],
            },
        ],
    }
    checks = (
        CheckResult("signal", "go is true.", "passed"),
        CheckResult("stop", "go is true.", "failed", finding=FINDING),
        CheckResult("wide", "go is true.", "blocked", bonus=True, blocked_by="stop"),
    )
    report = render(verdict(KataVerdict("spinner_thread", "failed", "busy", FINDING, Real("failed"), checks)), Look())

    assert json.dumps(expected, indent=2) + "\n" == report


@pytest.mark.parametrize(
    "kata",
    [
        failed_kata(),
        KataVerdict("spinner_asyncio", "missing"),
        KataVerdict("spinner_thread", "broken", "exited", FINDING, None, (CheckResult("a", "A.", "blocked"),)),
        KataVerdict("spinner_thread", "todo", checks=(CheckResult("a", "A.", "blocked", finding=FINDING),)),
        KataVerdict("spinner_thread", "unjudged", real=Real("failed", FINDING)),
        KataVerdict("spinner_thread", "passed", real=Real("passed"), checks=(CheckResult("a", "A.", "passed"),)),
    ],
    ids=lambda kata: kata.status,
)
def test_keeps_to_the_schema(kata: KataVerdict, schema: Draft202012Validator) -> None:
    """Whatever becomes of a kata, its report is a valid one."""
    schema.validate(json.loads(render(verdict(kata), Look())))


def test_hostile_text_keeps_to_the_schema(schema: Draft202012Validator) -> None:
    """What an attempt printed can break neither the JSON nor a terminal that shows it."""
    report = render(verdict(failed_kata(Finding(HOSTILE, HOSTILE, HOSTILE)), attempt=HOSTILE), Look())
    loaded = json.loads(report)
    schema.validate(loaded)

    assert HOSTILE.replace("\ud800", "\ufffd").replace("\udfff", "\ufffd") == loaded["attempt"]
    assert loaded["attempt"] == loaded["katas"][0]["checks"][1]["seen"]
    assert report.isascii()
    assert report.replace("\n", "").isprintable()


def test_closed_lists_are_those_of_the_code(schema: Draft202012Validator) -> None:
    """Statuses and causes are the same in the schema and in the code."""
    published: Any = schema.schema
    kata, check = (published["$defs"][name]["properties"] for name in ("kata", "check"))

    assert [*sorted(CAUSES), None] == [*sorted(kata["cause"]["enum"][:-1]), kata["cause"]["enum"][-1]]
    assert sorted(get_args(KataStatus)) == sorted(kata["status"]["enum"])
    assert sorted(get_args(CheckStatus)) == sorted(check["status"]["enum"])


CHECKS = "katas", 0, "checks"


@pytest.mark.parametrize(
    "path, value",
    [
        (("extra",), 1),
        (("version",), 2),
        (("katas", 0, "status"), "blocked"),
        (("katas", 0, "cause"), "boredom"),
        ((*CHECKS, 0, "reference"), None),
        ((*CHECKS, 0, "seen"), "a passed check saw nothing amiss"),
        ((*CHECKS, 1, "hint"), None),
        ((*CHECKS, 1, "line"), 0),
        ((*CHECKS, 1, "blocked_by"), "signal"),
    ],
)
def test_schema_refuses(path: tuple[Any, ...], value: object, schema: Draft202012Validator) -> None:
    """The schema is strict: a report that is wrong in one place isn't valid."""
    report = json.loads(render(verdict(failed_kata()), Look()))
    schema.validate(report)
    place = report
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value

    with pytest.raises(ValidationError):
        schema.validate(report)


def test_schema_asks_for_every_key(schema: Draft202012Validator) -> None:
    """No key is left out where there is nothing to say: its value is null."""
    report = json.loads(render(verdict(failed_kata()), Look()))
    del report["katas"][0]["checks"][0]["line"]

    with pytest.raises(ValidationError, match="'line' is a required property"):
        schema.validate(report)
