"""Learners' names, and what files may be called after them."""

import re
import unicodedata
from itertools import permutations

import pytest
from hypothesis import example, given, strategies as st
from runs import ROOT

from grader.classroom.naming import MAX_SLUG, learners, shown, slugs

NAMES = st.text(st.characters(), min_size=1).map(lambda name: name.replace("/", "").replace("\0", "") or "x")
LONG = "생" * 200


def folded(name: str) -> str:
    """Return what a file system that knows neither capitals nor spellings of Unicode makes of a name."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


@pytest.mark.parametrize(
    "expected, name",
    [
        ("Anna Kim", "Anna Kim_123456_assignsubmission_file_"),
        ("Anna Kim", "Anna Kim_123456_assignsubmission_file"),
        ("김 철수", "김 철수_7_assignsubmission_file_"),
        ("Anna_Kim", "Anna_Kim_123456_assignsubmission_file_hand-in.zip"),
        ("kimanna", "kimanna_956227_46792176_hw.zip"),
        ("kimanna", "kimanna_LATE_956227_46792176_my hw-1.zip"),
        ("kimanna", "kimanna_LATE_956227_text.html"),
        ("anon_x7Kq2", "anon_x7Kq2_46792176_spinner_thread-1.py"),
        ("anon_12345", "LATE_anon_12345_46792176_hw.zip"),
        ("anon_x7Kq2", "anon_x7Kq2_link.html"),
        ("Spinner_akim", "Spinner_akim_attempt_2026-11-26-10-11-12_hw.zip"),
        ("spinner-akim", "spinner-akim"),
        ("anna", "anna.ZIP"),
        (".zip", ".zip"),
        ("anna.tar.gz", "anna.tar.gz"),
        ("team_1_2_x", "team_1_2_x"),
        (" _1_assignsubmission_file_", " _1_assignsubmission_file_"),
        ("b\\xff", "b\udcff"),
        ("b\\ud800", "b\ud800"),
    ],
)
def test_learner(expected: str, name: str) -> None:
    """What a platform added is left out, and what isn't text is shown as an escape."""
    assert learners([name]) == {name: expected}


def test_documented_names() -> None:
    """The names of the platforms' files in the documentation are taken as it says there."""
    page = (ROOT / "docs" / "course.md").read_text("utf-8")
    rows = [re.findall("`([^`]+)`", row) for row in page.splitlines() if row.startswith("| ") and "`" in row]

    assert len(rows) == 7
    for *names, learner in rows:
        for name in names:
            assert learners([name.rstrip("/")]) == {name.rstrip("/"): learner}


def test_platform_stays_where_names_would_be_the_same() -> None:
    """Two people of one name can be told apart, and others aren't concerned."""
    two = ["Kim_1_assignsubmission_file_", "KIM_2_assignsubmission_file_"]
    named = learners([*two, "Lee_3_assignsubmission_file_"])

    assert [named[name] for name in two] == two
    assert named["Lee_3_assignsubmission_file_"] == "Lee"


def test_names_that_look_the_same() -> None:
    """Where nothing else tells two apart, some digits do."""
    accented = ["Jose\u0301", "Jos\xe9"]

    assert len({folded(name) for name in learners(accented).values()}) == 2
    assert set(learners(["anna", "anna.zip"]).values()) == {"anna", "anna.zip"}


@pytest.mark.parametrize("name", ["anna", "김철수", "O_Neill-2", "a.b", "नेहा", "_con"])
def test_good_name_is_its_own_slug(name: str) -> None:
    """Whoever's name can be a file's on every system finds it there."""
    assert slugs([name]) == {name: name}


@pytest.mark.parametrize(
    "begin, name",
    [
        ("Anna-Kim-", "Anna Kim"),
        ("Anna-Kim-", "Anna Kim_123456_assignsubmission_file_"),
        ("etc-passwd-", "../etc/passwd"),
        ("_con-", "con"),
        ("_CON.txt-", "CON.txt"),
        ("rf-", "-rf"),
        ("learner-", "?"),
        ("learner-", "..."),
        ("learner-", "\u3164\u115f"),
        ("a-b-", "a\u202eb"),
        ("x-", "x\udcff"),
        ("Jos\xe9-", "Jose\u0301"),
        ("생", LONG),
    ],
)
def test_other_name_has_a_mark(begin: str, name: str) -> None:
    """What can't be in a file's name is left out, and eight digits stand for it."""
    slug = slugs([name])[name]

    assert slug.startswith(begin)
    assert slug[-9] == "-"
    assert int(slug[-8:], 16) >= 0


def test_slug_does_not_depend_on_others() -> None:
    """A learner who comes late changes nobody's file."""
    early = slugs(["Anna Kim", "bob", "con"])

    assert early.items() < slugs(["Anna Kim", "bob", "con", "Anna  Kim", "late"]).items()


def test_slugs_that_would_be_the_same() -> None:
    """Capitals and spellings of Unicode tell no two files apart; a name like another's slug isn't taken for it."""
    marked = slugs(["Anna Kim"])["Anna Kim"]
    names = ["anna", "Anna", "ANNA.zip", "anna.zip", "Jos\xe9", "Jose\u0301", "Anna Kim", marked, marked.upper()]
    made = slugs(names)

    assert len({folded(slug) for slug in made.values()}) == len(names)
    assert all(dict(slugs(list(order))) == made for order in list(permutations(names))[:50])


@given(st.lists(NAMES, unique=True, max_size=12))
@example(["a\u0300\u0301" * 60, "a" + "\u0300" * 100])
@example(["\u0300\u0301"])
@example(["COM1.a.b", "com1", "nul.", "LPT9.zip"])
def test_slugs_are_safe(names: list[str]) -> None:
    """Whatever the names are, the slugs are files' names on every system, and different ones on each."""
    made = slugs(names)
    devices = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}

    assert len({folded(slug) for slug in made.values()}) == len(names)
    for slug in made.values():
        assert 0 < len(slug.encode()) <= MAX_SLUG
        assert slug[0] not in "-."
        assert slug[-1] not in "-. "
        assert all(char in "-_." or unicodedata.category(char)[0] in "LMN" for char in slug)
        assert slug.partition(".")[0].casefold() not in devices
        assert slug.isprintable()
    assert len({folded(name) for name in learners(names).values()}) == len(names)


@given(st.binary(min_size=1))
def test_shown(data: bytes) -> None:
    """A file's name that is no text is shown as text."""
    text = shown(data.decode("utf-8", "surrogateescape"))

    assert text == data.decode("utf-8", "backslashreplace")
    assert text.encode("utf-8")
