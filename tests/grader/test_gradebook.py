"""The gradebook says of every learner what their attempts came to, and of the class nothing that isn't so."""

from dataclasses import replace

import pytest
from classes import KATAS, book, checks, entry, kata, outcomes, verdict
from pages import broken, finding, todo, unjudged

from grader.classroom.gradebook import MAX_SEEN, Outcome, mark_of, row_of
from grader.course import Course, required_points
from grader.reports import Look
from grader.reports.json import render
from grader.reports.reading import parse
from grader.verdict import KataVerdict, Real
from grader.words import say

THREAD, AIO = KATAS[:2]


def test_failed_mark() -> None:
    """A mark names the first failed check, what was seen there and where, and how every check ended."""
    mark = mark_of(kata(THREAD, "stop", "hung"))

    assert (mark.kata, mark.status, mark.cause, mark.first, mark.line) == (THREAD, "failed", "hung", "stop", 2)
    assert (mark.points, mark.max_points, mark.bonus_points) == (4, 13, 0)
    assert mark.seen == "it went wrong was seen"
    assert mark.checks[3:6] == (("visible", "passed"), ("stop", "failed"), ("cleanup", "blocked"))


@pytest.mark.parametrize(
    "of, first, seen",
    [
        (kata(THREAD), None, ""),
        (KataVerdict(THREAD, "missing"), None, ""),
        (todo(), None, "spin is to do was seen"),
        (broken(), None, "SyntaxError: invalid syntax was seen"),
        (unjudged(), None, "it went wrong was seen"),
        (
            KataVerdict(THREAD, "unjudged", None, None, Real("failed", finding("for real")), checks(THREAD)),
            None,
            "for real",
        ),
        (replace(todo(), checks=checks(AIO, "frames")), "frames", "it went wrong was seen"),
    ],
)
def test_other_marks(of: KataVerdict, first: str | None, seen: str) -> None:
    """Where no required check failed, none is named, and what is told is about the kata as a whole."""
    mark = mark_of(of)

    assert mark.first == first
    assert mark.seen.removesuffix(" was seen") == seen.removesuffix(" was seen")


def test_a_missed_bonus_is_no_cause() -> None:
    """Who passed without a bonus failed nothing."""
    bonus = replace(checks(THREAD)[-1], status="failed", finding=finding())
    mark = mark_of(KataVerdict(THREAD, "passed", checks=(*checks(THREAD)[:-1], bonus)))

    assert (mark.first, mark.line, mark.seen, mark.bonus_points) == (None, None, "", 0)


def test_long_quotes_are_cut() -> None:
    """What was seen is kept short, and shows that it was cut."""
    long = replace(finding(), seen=say("{text}", text="x" * 10_000))
    mark = mark_of(replace(broken(), finding=long))

    assert (len(mark.seen), mark.seen[-1]) == (MAX_SEEN, "\u2026")


def test_points() -> None:
    """Bonus points are told apart, and are added only if the course counts them."""
    row = row_of(entry("Ann"), verdict(kata(THREAD), kata(AIO, "frames")), None, (), Course())
    strict = row_of(entry("Ann"), verdict(kata(THREAD), kata(AIO, "frames")), None, (), Course(bonus=False))

    assert (row.points, row.max_points, row.bonus_points) == (15, 26, 1)
    assert (strict.points, strict.max_points, strict.bonus_points) == (14, 26, 1)


@pytest.mark.parametrize(
    "course, expected",
    [
        (Course(), {"Ben"}),
        (Course(rule="any"), {"Ben", "ann", "Dora", "Eva", "Hana"}),
        (Course(rule="percent", percent=60), {"Ben"}),
    ],
)
def test_passed(course: Course, expected: set[str]) -> None:
    """Who passed is decided by the course's rule; who can't be graded didn't."""
    assert {row.learner for row in book(course=course).rows if row.passed} == expected


@pytest.mark.parametrize(
    "course, expected",
    [(Course(), "open"), (Course(rule="any"), "passed"), (Course(rule="percent", percent=60), "open")],
)
def test_to_be_judged(course: Course, expected: str) -> None:
    """Who has passed or not only once a person has judged a kata is told apart from both."""
    rows = {row.learner: row for row in book(course=course).rows}

    assert (rows["Hana"].status, rows["Hana"].outcome) == (expected, expected)
    assert (rows["Gil"].status, rows["Gil"].outcome) == ("failed", "problem")
    assert {row.learner for row in rows.values() if row.outcome == "open"} <= {"Hana"}


def test_rows_are_in_order() -> None:
    """Learners stand in the order of their names, whatever the order of their results."""
    first = book()

    assert [row.learner for row in first.rows] == ["ann", "Ben", "Cem", "Dora", "Eva", "Finn", "Gil", "Hana"]
    assert book(outcomes()[::-1]).rows == first.rows


def test_same_names() -> None:
    """Two learners of one name are two rows, always in the same order."""
    two = [Outcome(entry("Ann", slug), verdict(kata(THREAD), kata(AIO))) for slug in ("ann-2", "ann")]

    assert [row.slug for row in book(two).rows] == ["ann", "ann-2"]


def test_what_is_missing_counts() -> None:
    """A kata that was not handed in earns nothing of what it is worth, whether it is told as missing or not at all."""
    told, untold = verdict(kata(THREAD), KataVerdict(AIO, "missing")), verdict(kata(THREAD))
    for of in (told, untold):
        rows = book([Outcome(entry("Ann"), of), outcomes()[0]]).rows

        assert [(mark.kata, mark.status, mark.points, mark.max_points) for mark in rows[0].marks] == [
            (THREAD, "passed", 13, 13),
            (AIO, "missing", 0, 13),
        ]
        assert (rows[0].points, rows[0].max_points, rows[0].passed) == (14, 26, False)


def test_what_nobody_handed_in_counts() -> None:
    """Where nobody has a kata, its checks say what it is worth."""
    course = Course(weights={AIO: 10})
    row = book([Outcome(entry("Ann"), verdict(kata(THREAD)))], course).rows[0]

    assert row.max_points == 13 + required_points(AIO, course)
    assert required_points(AIO, course) >= 100


def test_not_graded() -> None:
    """Who couldn't be graded has a row that says why, and is worth no points of as many as the others could have."""
    row = next(row for row in book().rows if row.learner == "Gil")

    assert (row.marks, row.points, row.max_points, row.passed, row.problem) == ((), 0, 26, False, "this is no zip file")


def test_sentences_and_bonuses() -> None:
    """The book knows the promise of each check that was judged, and which are a bonus."""
    whole = book()

    assert whole.sentences[AIO]["frames"] == f"The promise of frames is kept in {AIO}."
    assert list(whole.sentences[THREAD]) == [check.id for check in checks(THREAD)]
    assert whole.bonuses == {THREAD: ("wide",), AIO: ("wide",)}


def test_nobody() -> None:
    """An empty class has an empty book."""
    whole = book([])

    assert (whole.rows, whole.katas) == ((), KATAS)


def test_from_what_is_on_disk() -> None:
    """It is all one whether a verdict comes from grading or was read again."""
    read = [replace(each, verdict=each.verdict and parse(render(each.verdict, Look()))) for each in outcomes()]

    assert book(read) == book()
