"""A JSON report can be read again, and what is no report of ours is refused with what is wrong in it."""

import json
import re
from collections.abc import Callable
from typing import Any, get_args

import pytest
from hypothesis import given, settings, strategies as st
from pages import CASES, HOSTILE, broken, failed, hostile, todo, unjudged, verdict

from grader.documents import document
from grader.reports import Look
from grader.reports.json import render
from grader.reports.reading import MAX_CHARS, parse
from grader.verdict import CAUSES, CheckResult, Finding, KataStatus, KataVerdict, Real, Verdict
from grader.words import say

CHECK = "katas", 0, "checks"
TEXT = st.text(max_size=20)
FINDINGS = st.builds(Finding, *[TEXT.map(lambda text: say("{text}", text=text))] * 3, st.none() | st.integers(1, 9))
PASSED = st.builds(CheckResult, TEXT, TEXT, st.just("passed"), st.booleans(), st.integers(0, 99))
FAILED = st.builds(CheckResult, TEXT, TEXT, st.just("failed"), st.booleans(), st.integers(0, 99), FINDINGS)
BLOCKED = st.builds(
    CheckResult, TEXT, TEXT, st.just("blocked"), st.booleans(), st.just(1), st.none() | FINDINGS, st.none() | TEXT
)
REAL = st.builds(Real, st.sampled_from(["passed", "failed"]), st.none() | FINDINGS)
KATAS = st.builds(
    KataVerdict,
    TEXT,
    st.sampled_from(get_args(KataStatus)),
    st.none() | st.sampled_from(sorted(CAUSES)),
    st.none() | FINDINGS,
    st.none() | REAL,
    st.lists(PASSED | FAILED | BLOCKED, max_size=3).map(tuple),
)


def report(of: Verdict | None = None) -> Any:  # noqa: ANN401 - JSON
    """Return a report as JSON has it."""
    return json.loads(render(of or verdict(failed(), broken()), Look()))


@pytest.mark.parametrize("name", CASES)
def test_there_and_back(name: str) -> None:
    """What is read is what was written: the same report can be made of it once more."""
    text = render(CASES[name](), Look())

    assert render(parse(text), Look()) == text


@settings(deadline=None, max_examples=50)
@given(st.lists(KATAS, max_size=2))
def test_any_report(katas: list[KataVerdict]) -> None:
    """So it is whatever a verdict holds."""
    text = render(verdict(*katas), Look())

    assert render(parse(text), Look()) == text


def test_whole_verdict() -> None:
    """Statuses, points and findings come back as they were."""
    before = verdict(failed(), todo(), unjudged())
    after = parse(render(before, Look()))
    told = [(kata.status, kata.cause, kata.points, kata.max_points, kata.first_failed) for kata in before.katas]

    assert [(each.kata, each.real and each.real.status) for each in after.katas] == [
        ("spinner_thread", None),
        ("spinner_asyncio", None),
        ("spinner_asyncio", "failed"),
    ]
    assert [each[:4] for each in told] == [
        (kata.status, kata.cause, kata.points, kata.max_points) for kata in after.katas
    ]
    assert after.katas[0].first_failed
    assert after.katas[0].first_failed.id == "frames"
    assert after.katas[0].first_failed.finding == Finding(
        say("{text} is expected", text="it went wrong"),
        say("{text} was seen", text="it went wrong"),
        say("Try {text}.", text="it went wrong"),
        2,
    )


@pytest.mark.parametrize("text", [*HOSTILE, "{0}{x!r}", "passed"])
def test_quotes_are_no_templates(text: str) -> None:
    """What an attempt printed is neither formatted nor translated."""
    before = verdict(hostile(text))
    check = parse(render(before, Look())).katas[0].checks[1]

    assert check.finding
    assert check.finding.seen.said(lambda template: template if template == "{text}" else "something else") == (
        re.sub("[\ud800-\udfff]", "\ufffd", f"{text} was seen")
    )


def changed(path: tuple[Any, ...], value: object) -> str:
    """Return a report in which one value is another one."""
    whole = place = report()
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return json.dumps(whole)


@pytest.mark.parametrize(
    "path, value, complaint",
    [
        (("version",), 2, "it.version should be 1, and is 2"),
        (("version",), True, "it.version should be 1, and is True"),
        (("extra",), 1, "it should be an object of version, attempt, python, seed, seconds, katas, and is {"),
        (("seed",), -1, "it.seed should be a whole number from 0 to"),
        (("seed",), 1 << 60, "it.seed should be a whole number from 0 to"),
        (("seed",), 1.0, "it.seed should be a whole number from 0 to"),
        (("seconds",), "1", "it.seconds should be a number that is not negative, and is '1'"),
        (("seconds",), True, "it.seconds should be a number that is not negative, and is True"),
        (("katas",), {}, "it.katas should be a list of at most 100, and is {}"),
        (("katas",), [None] * 101, "it.katas should be a list of at most 100, and is [None, None"),
        (("katas", 0, "status"), "blocked", "it.katas[0].status should be one of broken, failed, missing, "),
        (("katas", 0, "status"), [], "it.katas[0].status should be one of broken, failed, missing, "),
        (("katas", 0, "cause"), "boredom", "it.katas[0].cause should be one of busy, crashed, deadlock, "),
        (("katas", 0, "points"), 2, "it.katas[0].points should be 1, and is 2"),
        (("katas", 0, "max_points"), 3, "it.katas[0].max_points should be 4, and is 3"),
        (("katas", 0, "bonus_points"), 1, "it.katas[0].bonus_points should be 0, and is 1"),
        (("katas", 0, "real"), {"status": "blocked", "finding": None}, "it.katas[0].real.status should be one of"),
        (("katas", 1, "finding", "hint"), None, "it.katas[1].finding.hint should be a text, and is None"),
        ((*CHECK, 0, "seen"), "amiss", "it.katas[0].checks[0].seen should be None, and is 'amiss'"),
        ((*CHECK, 0, "points"), 0, "it.katas[0].checks[0].points should be 1, and is 0"),
        ((*CHECK, 0, "bonus"), 0, "it.katas[0].checks[0].bonus should be true or false, and is 0"),
        ((*CHECK, 0, "blocked_by"), "x", "it.katas[0].checks[0].blocked_by should be None, and is 'x'"),
        ((*CHECK, 1, "seen"), None, "it.katas[0].checks[1].seen should be a text, and is None"),
        ((*CHECK, 1, "line"), 0, "it.katas[0].checks[1].line should be a whole number from 1 to"),
        ((*CHECK, 3, "blocked_by"), "\x1b[2J" * 99, r"it.katas[0].checks[3].blocked_by should be a text"),
    ],
)
def test_refused(path: tuple[Any, ...], value: object, complaint: str) -> None:
    """One value that can't be is enough, and it is named by where it stands."""
    if path[-1] == "blocked_by" and value != "x":
        parse(changed(path, value))  # any text may be somebody's id
        value = 7
    with pytest.raises(ValueError, match=r"\Ait") as caught:
        parse(changed(path, value))

    assert str(caught.value).startswith(complaint)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "text, complaint",
    [
        ("", "Expecting value"),
        ('{"version": 1', "Expecting ',' delimiter"),
        ('{"version": 1, "version": 1}', "a name is there twice in one object"),
        ("NaN", "NaN is no number of JSON"),
        ("-Infinity", "-Infinity is no number of JSON"),
        ("9" * 5000, "Exceeds the limit"),
        ("[" * 100_000, "it is nested too deep"),
        (" " * (MAX_CHARS + 1), f"there are {MAX_CHARS + 1} characters, and {MAX_CHARS} are the most that is read"),
        ("null", "it should be an object of version, "),
        (json.dumps("\x1b[2J\ud800" * 1000), r"and is '\x1b[2J\ud800\x1b[2J\ud800"),
    ],
)
def test_no_report(text: str, complaint: str) -> None:
    """What is no JSON, or too much of it, is said to be so in one short line."""
    with pytest.raises(ValueError, match=r".") as caught:
        parse(text)

    assert complaint in str(caught.value)
    assert len(str(caught.value)) < 300
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("cut", [0, 1, 100, 500, -2])
def test_cut(cut: int) -> None:
    """A report of which the end is missing is none."""
    with pytest.raises(ValueError, match=r"."):
        parse(render(verdict(failed()), Look())[:cut])


@pytest.mark.parametrize(
    "ask",
    [
        lambda place: place.parts(("a",)),
        lambda place: list(place.items(9)),
        lambda place: place.text(),
        lambda place: place.one_of(("a", "b")),
        lambda place: place.whole(),
        lambda place: place.number(),
        lambda place: place.flag(),
        lambda place: place.exactly(1),
    ],
)
def test_a_place_refuses_what_it_is_not(ask: Callable[[Any], object]) -> None:
    """Null is none of what a value can be asked for."""
    with pytest.raises(ValueError, match=r"\Ait should be .*, and is None\Z"):
        ask(document("null", 9))
