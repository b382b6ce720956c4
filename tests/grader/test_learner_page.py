"""A learner's page is ready to hand back: their name, their points, what to do next, and nothing that isn't theirs."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from class_helpers import PLAIN
from pages import HOSTILE, Reader, attempt_source, failed, look, passed, read, todo, verdict
from test_report_html import SAFE, SAFE_ATTRIBUTES

from grader.attempt import attempt_of
from grader.classroom.apart import grade_apart
from grader.classroom.fingerprint import fingerprint
from grader.classroom.records import Job
from grader.course import Course, required_points
from grader.reports.html import render
from grader.verdict import KataVerdict, Real
from grader.words import say

ROOT = Path(__file__).parents[2]
MISSING = KataVerdict("spinner_asyncio", "missing")


def shown(*katas: KataVerdict, learner: str = "Kim", course: Course | None = None) -> Reader:
    """Return a learner's page."""
    return read(render(verdict(*katas), look(learner=learner, course=course)))


def said(page: Reader) -> str:
    """Return what can be read on a page, with single blanks."""
    return " ".join(" ".join(text for tag, text in page.texts if tag not in {"script", "style"}).split())


def test_name_and_course() -> None:
    """It is headed by the learner's name, below the title of the course; so is the window."""
    page = shown(failed(), course=Course(title="Concurrency, spring"))

    assert page.inside("h1") == ["Kim"]
    assert page.inside("title") == ["Kim \u00b7 spinner_thread: failed \u00b7 Concurrency, spring"]
    assert "Concurrency, spring" in page.inside("span")


def test_without_a_course() -> None:
    """A course without a title has that of the katas."""
    assert "Spinner katas: what your program did" in shown(failed()).inside("span")


@pytest.mark.parametrize(
    "katas, course, expected",
    [
        ((failed(),), None, "not passed spinner_thread: failed 1 of 4 points"),
        (
            (passed(),),
            None,
            "passed spinner_thread: passed 2 points: 1 of 1 for what is required, and 1 for bonus checks",
        ),
        ((passed(),), Course(bonus=False), "passed spinner_thread: passed 1 of 1 points"),
        ((passed(), todo()), Course(rule="any"), "passed 1 of 2 katas passed 2 points: 1 of 2"),
        ((passed(), todo()), Course(), "not passed 1 of 2 katas passed 2 points: 1 of 2"),
    ],
)
def test_points(katas: tuple[KataVerdict, ...], course: Course | None, expected: str) -> None:
    """It says whether that is enough by the terms of the course, and the points that the gradebook has."""
    assert f"Kim {expected} " in said(shown(*katas, course=course))


def test_to_be_judged() -> None:
    """What the grader couldn't judge isn't handed back as not passed, where that decides."""
    contradicted = replace(passed(), status="unjudged", real=Real("failed"))
    page = shown(contradicted)

    assert "Kim to be judged spinner_thread: unjudged 0 of 1 points as it stands, until a person has judged" in said(
        page
    )
    assert ("div", {"class": "headline open"}) in page.tags
    assert "Kim not passed 0 of 2 katas passed" in said(shown(contradicted, failed()))
    assert "Kim passed 1 of 2 katas passed" in said(shown(contradicted, passed(), course=Course(rule="any")))


def test_bonus_that_does_not_count() -> None:
    """Nobody is shown bonus points that they don't get."""
    assert "and 1 bonus" in said(shown(passed()))
    assert "and 1 bonus" not in said(shown(passed(), course=Course(bonus=False)))


def test_missing() -> None:
    """What wasn't handed in counts: it is not passed by what is there, and its points are among those to be had."""
    worth = required_points("spinner_asyncio", Course())
    text = said(shown(passed(), MISSING))

    assert "Kim not passed 1 of 2 katas passed" in text
    assert f"it was not handed in: 0 of {worth} points" in text
    assert f"1 of {worth + 1} for what is required" in text
    assert "Next write spinner_asyncio.py." in text
    assert "doesn't count" not in text


LARGE = say("{path} is too large", path="spinner_asyncio.py")
ODD = say("{path} was taken for {name}", path="Spinner_Thread.py", name="spinner_thread.py")


def test_could_not_be_taken() -> None:
    """Of what was handed in, but could not be taken, it doesn't say that it was not; it says why, and what to do."""
    own = look(learner="Kim", remarks=(LARGE, ODD), reasons={"spinner_asyncio": LARGE})
    text = said(read(render(verdict(passed(), MISSING), own)))

    assert "not handed in" not in text
    assert f"what was handed in could not be taken: 0 of {required_points('spinner_asyncio', Course())} points" in text
    assert "About what was handed in spinner_asyncio.py is too large Spinner_Thread.py was taken for spinner_th" in text
    assert "Next hand in spinner_asyncio.py once more; why, is said above." in text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_remark(text: str) -> None:
    """What somebody's files are called is text, too."""
    remark = say("{path} needs a password", path=text)
    page = read(render(verdict(passed(), MISSING), look(learner="Kim", remarks=(remark,))))

    assert {tag for tag, _ in page.tags} <= SAFE
    assert all(char == "\n" or char.isprintable() for char in page.text)


def test_own_page_is_as_before() -> None:
    """Whoever checks their own attempt is told of it as ever."""
    text = said(read(render(verdict(passed(), MISSING), look())))

    assert "there is no such file, so it doesn't count" in text
    assert "1 of 1 points, and 1 bonus" in text


@pytest.mark.parametrize("name", [*HOSTILE, "=cmd|' /C calc'!A0", '"><img src=x onerror=alert(1)>', "\x00", "김철수"])
def test_hostile_name(name: str) -> None:
    """A name is text, whatever it looks like, and never too long for the page."""
    page = shown(failed(), learner=name, course=Course(title=name))

    assert {tag for tag, _ in page.tags} <= SAFE
    assert {key for _, attributes in page.tags for key in attributes} <= SAFE_ATTRIBUTES
    assert [tag for tag, _ in page.tags].count("script") == 2
    assert all(len(text) <= 200 for text in page.inside("h1"))
    assert all(char == "\n" or char.isprintable() for char in page.text)


def test_blank_name() -> None:
    """A name that can't be seen is shown as what it is: a heading without anything is none."""
    assert shown(failed(), learner="  ").inside("h1") == ["'  '"]


OWN = {"spinner_thread": attempt_source("spinner_thread/wrong/erase_inside_loop")}


@pytest.fixture(scope="module")
def real() -> str:
    """Return the page of an attempt that was really graded, as part of a class."""
    drawn = replace(PLAIN, scenes=True, pictures=True)
    course = Course(title="Concurrency")
    job = Job("kim", "Kim", attempt_of("exercises", OWN), drawn, course, ("html",), "en", fingerprint(), (ODD,), {})
    result = grade_apart(job)
    assert result.problem is None
    return result.reports["html"]


def test_real_page(real: str) -> None:
    """It is headed by the name, and says what to do in the learner's own terms."""
    text = said(read(real))

    assert "Kim not passed 0 of 2 katas passed" in text
    assert "About what was handed in Spinner_Thread.py was taken for spinner_thread.py" in text
    assert "in exercises/spinner_thread.py:" in text
    assert "nox -s check -- exercises --seed 1" in text
    assert "nox -s hint -- spinner_thread " in text


def test_real_page_tells_nothing_else(real: str) -> None:
    """No path of whoever graded it is on the page, and no line of a solution but those that the attempt has itself."""
    own = {line.strip() for source in OWN.values() for line in source.decode().splitlines()}
    solutions = [path.read_text(encoding="utf-8") for path in (ROOT / "solutions").glob("*.py")]
    lines = {line.strip() for source in solutions for line in source.splitlines() if len(line.strip()) > 20}
    text = read(real).text

    assert len(lines - own) > 10
    assert [line for line in lines - own if line in text] == []
    assert not any(path in real for path in (str(ROOT), str(Path.home()), tempfile.gettempdir(), "solutions/"))
