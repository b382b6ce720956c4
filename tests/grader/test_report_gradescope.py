"""What Gradescope gets keeps to its documentation, counts as the verdict does, and is text alone."""

from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator, ValidationError
from pages import broken, failed, todo, verdict
from schemas import loaded, schema_of
from verdicts import BONUS_MISSED, CONTRADICTED, MISSING, STATUSES, verdicts

from grader.course import Course
from grader.language import Language
from grader.reports import Look
from grader.reports.gradescope import render, text_of, without_verdict
from grader.verdict import KataVerdict, Verdict
from grader.words import say


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    """Return the validator of the published schema."""
    return schema_of("gradescope")


def results(*katas: KataVerdict, look: Look | None = None) -> Any:  # noqa: ANN401 (JSON is anything)
    """Return what is written of a verdict."""
    return loaded(render(verdict(*katas), look or Look()))


def test_whole_test() -> None:
    """A check is a test with its promise as the name, and all that there is to say of it as plain text."""
    (_, test, *_) = results(failed("x"))["tests"]

    assert test == {
        "number": "1.2",
        "name": "spinner_thread: frames: spin draws its frames in order.",
        "score": 0,
        "max_score": 1,
        "status": "failed",
        "output": "x, as so often\nexpected: x is expected\nseen: x was seen\nwhy: Because of x.\nhint: Try x.\n"
        "where: exercises/spinner_thread.py, line 2",
        "output_format": "text",
        "tags": ["spinner_thread"],
        "visibility": "visible",
        "extra_data": {
            "kata": "spinner_thread",
            "id": "frames",
            "outcome": "failed",
            "bonus": False,
            "line": 2,
            "blocked_by": None,
        },
    }


def test_whole_submission() -> None:
    """Over it all stands what each kata came to, what to do next, and the command that repeats it."""
    assert results(failed(), MISSING)["output"].split("\n") == [
        "spinner_thread: failed, 1 of 4 points",
        "ended by deadlock: every thread or task waits for another one, so that nothing can ever go on",
        "spinner_asyncio: missing, it was not handed in: 0 of 15 points",
        "next: make frames pass, in exercises/spinner_thread.py:2.",
        "the same once more, at home: nox -s check -- exercises --seed 4711",
        "seed 4711, Python 3.12.1",
    ]


def test_bonus_is_extra_credit() -> None:
    """A bonus adds to the score what it earned, and takes nothing away where it was missed."""
    found = results(BONUS_MISSED)

    assert found["score"] == 5
    assert [(test["score"], test["max_score"], test["status"]) for test in found["tests"]] == [
        (3, 3, "passed"),
        (0, 0, "failed"),
        (2, 0, "passed"),
    ]


def test_contradicted() -> None:
    """What passed in virtual time alone earns nothing until somebody has looked, and says whose fault that isn't."""
    found = results(CONTRADICTED)

    assert found["score"] == 0
    assert {test["status"] for test in found["tests"]} == {"failed"}
    assert "that is no fault of yours" in found["tests"][0]["output"]
    assert "somebody has found out why" in found["tests"][1]["output"]


def test_numbers() -> None:
    """The number of a test doesn't depend on which files were handed in; that of a kata as a whole ends in 0."""
    alone, both = results(broken())["tests"], results(failed(), MISSING)["tests"]

    assert [test["number"] for test in alone] == ["2.0", "2.1"]
    assert [test["number"] for test in both] == ["1.1", "1.2", "1.3", "1.4", "1.5", "2.0"]


def test_missing_file() -> None:
    """A file that isn't there has a test of its own, worth what the kata is worth."""
    test = results(failed(), MISSING)["tests"][-1]

    assert (test["score"], test["status"]) == (0, "failed")
    assert test["max_score"] > 10
    assert test["output"] == "there is no such file: exercises/spinner_asyncio.py"


def test_other_language() -> None:
    """A learner may read it in another language; what programs read doesn't change."""
    look = Look(Language("ko", lambda text: f"ko {text}"))
    (test,) = results(todo(), look=look)["tests"]

    assert test["output"].startswith("ko still to be written")
    assert test["extra_data"]["outcome"] == "todo"


@pytest.mark.parametrize("name", STATUSES)
def test_keeps_to_the_schema(name: str, schema: Draft202012Validator) -> None:
    """Whatever became of an attempt, its results are valid ones, and their score is that of the verdict."""
    of = STATUSES[name]
    found = loaded(render(of, Look()))
    schema.validate(found)

    earned = sum(kata.points + kata.bonus_points for kata in of.katas)
    assert found["score"] == (0 if name == "contradicted" else earned)
    assert found["score"] == sum(test["score"] for test in found["tests"])


@pytest.mark.parametrize("reason", ["nothing", "time", "grader"])
def test_without_verdict(reason: str, schema: Draft202012Validator) -> None:
    """Where there is no verdict there are valid results nevertheless: no points, and why."""
    found = loaded(text_of(without_verdict("Nothing was handed in: \ud800\x1b", reason)))
    schema.validate(found)

    assert found["score"] == 0
    assert found["output"] == "Nothing was handed in: \\ud800\\x1b"


@settings(max_examples=50)
@given(of=verdicts())
def test_hostile_text(of: Verdict, schema: Draft202012Validator) -> None:
    """Whatever a program printed is text, shown as what it is."""
    found = loaded(render(of, Look()))
    schema.validate(found)

    for text in (found["output"], *(test["output"] for test in found["tests"])):
        assert text.replace("\n", "").isprintable()
    for test in found["tests"]:
        assert test["name"].isprintable()


def test_long_text() -> None:
    """A flood is cut."""
    assert len(render(verdict(failed("\x1b" * 500_000)), Look())) < 60_000


@pytest.mark.parametrize(
    "key, value",
    [("score", -1), ("output_format", "html"), ("test_output_format", "md"), ("visibility", "sometimes"), ("extra", 1)],
)
def test_schema_refuses(key: str, value: object, schema: Draft202012Validator) -> None:
    """The schema is strict, above all about formats in which text could be markup."""
    found = results(failed())
    schema.validate(found)

    with pytest.raises(ValidationError):
        schema.validate({**found, key: value})


def test_course_without_bonus() -> None:
    """Where the course counts no bonus, none adds anything, and nothing says that it did."""
    found = results(BONUS_MISSED, look=Look(course=Course(bonus=False)))

    assert found["score"] == 3
    assert found["output"].startswith("spinner_thread: passed, 3 of 3 points\n")
    assert [test["score"] for test in found["tests"]] == [3, 0, 0]


def test_could_not_be_taken() -> None:
    """Of what was handed in, but could not be taken, it doesn't say that it was not."""
    told = results(failed(), MISSING, look=Look(reasons={"spinner_asyncio": say("it is a link")}))["output"]

    assert "spinner_asyncio: missing, what was handed in could not be taken: 0 of " in told


def test_weights() -> None:
    """A file that isn't there is worth what it is worth in the course."""
    once, thrice = (
        results(MISSING, look=Look(course=Course(weights={"spinner_asyncio": weight}))) for weight in (1, 3)
    )
    worth = once["tests"][0]["max_score"]

    assert thrice["tests"][0]["max_score"] == 3 * worth
    assert thrice["output"].startswith(f"spinner_asyncio: missing, it was not handed in: 0 of {3 * worth} points\n")
