"""What GitHub Classroom's reporter gets is what it reads, and no command to the runner that it prints it for."""

import base64
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator, ValidationError
from pages import broken, failed, passed, todo, unjudged, verdict
from schemas import loaded, schema_of
from test_report_github import understood
from verdicts import BONUS_MISSED, CONTRADICTED, MISSING, STATUSES, verdicts

from grader.reports import Look
from grader.reports.classroom import render
from grader.verdict import KataVerdict, Verdict


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    """Return the validator of the published schema."""
    return schema_of("classroom")


def report(*katas: KataVerdict) -> Any:  # noqa: ANN401 (JSON is anything)
    """Return the report on a verdict, as the reporter gets it out of the step's output."""
    output = base64.b64encode(render(verdict(*katas), Look()).encode())
    return loaded(base64.b64decode(output).decode())


def test_whole_test() -> None:
    """A check is a test with its points, its line, and the command that does the same once more."""
    (_, test, *_) = report(failed("x"))["tests"]

    assert test == {
        "name": "spinner_thread: frames: spin draws its frames in order.",
        "status": "fail",
        "score": 0,
        "message": "x, as so often\nexpected: x is expected\nseen: x was seen\nwhy: Because of x.\nhint: Try x.\n"
        "where: exercises/spinner_thread.py, line 2",
        "test_code": "nox -s check -- exercises --kata spinner_thread --seed 4711",
        "filename": "exercises/spinner_thread.py",
        "line_no": 2,
        "duration": 0,
    }


@pytest.mark.parametrize(
    "katas, status, points",
    [
        ((passed(),), "pass", (2, 1)),
        ((BONUS_MISSED,), "pass", (5, 3)),
        ((failed(),), "fail", (1, 4)),
        ((todo(),), "fail", (0, 1)),
        ((broken(),), "fail", (0, 1)),
        ((unjudged(),), "error", (0, 1)),
        ((CONTRADICTED,), "error", (0, 3)),
        ((), "fail", (0, 0)),
    ],
)
def test_score(katas: tuple[KataVerdict, ...], status: str, points: tuple[int, int]) -> None:
    """The score is the sum of the tests, of all that the required checks are worth; a bonus comes on top."""
    found = report(*katas)

    assert found["status"] == status
    assert points == (sum(test["score"] for test in found["tests"]), found["max_score"])


def test_missing_file() -> None:
    """Whoever leaves a file out has neither passed nor made the rest worth more."""
    found = report(passed(), MISSING)

    assert found["status"] == "fail"
    assert found["max_score"] > 10
    assert found["tests"][-1]["message"] == "there is no such file: exercises/spinner_asyncio.py"


def test_statuses_of_tests() -> None:
    """What could not be found out is an error, not a failure."""
    assert [test["status"] for test in report(failed())["tests"]] == ["pass", "fail", "fail", "error", "error"]
    assert [test["status"] for test in report(CONTRADICTED)["tests"]] == ["error", "error", "error"]


@pytest.mark.parametrize("name", STATUSES)
def test_keeps_to_the_schema(name: str, schema: Draft202012Validator) -> None:
    """Whatever became of an attempt, its report is a valid one."""
    schema.validate(loaded(render(STATUSES[name], Look())))


@settings(max_examples=50)
@given(of=verdicts())
def test_no_command_of_its_own(of: Verdict, schema: Draft202012Validator) -> None:
    """The reporter prints the texts to a log; no line of them is a command there."""
    found = loaded(render(of, Look()))
    schema.validate(found)

    for test in found["tests"]:
        for key in ("name", "message", "test_code", "filename"):
            for line in (test[key] or "").splitlines():
                assert understood(line) is None
                assert line.isprintable()


def test_command_is_shown() -> None:
    """What would have been a command stays legible."""
    (_, test, *_) = report(failed("##[error]::error::x"))["tests"]

    assert "seen: #\\x23[error]::error::x was seen" in test["message"]


@pytest.mark.parametrize("key, value", [("status", "passed"), ("max_score", 0.5), ("version", 2), ("extra", 1)])
def test_schema_refuses(key: str, value: object, schema: Draft202012Validator) -> None:
    """The schema is strict."""
    found = report(failed())
    schema.validate(found)

    with pytest.raises(ValidationError):
        schema.validate({**found, key: value})
