"""The summary page says how a class did, links to the learners' pages, and does nothing that a name wants it to do."""

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import unquote

import pytest
from classes import KATAS, MARKED, NAMES, book, checks, entry, hostile, kata, many, named, outcomes, verdict
from hypothesis import given, settings, strategies as st
from pages import Reader, read

from grader.classroom.gradebook import Outcome
from grader.classroom.records import Gradebook
from grader.course import Course
from grader.language import language
from grader.reports import Look
from grader.reports.book.figures import by_hand, ends_of, figures_of
from grader.reports.book.html import render
from grader.reports.book.words import LABELS, SCRIPT
from grader.reports.page.shell import PARTS

BOOKS: dict[str, Callable[[], Gradebook]] = {
    "class": book,
    "hostile": hostile,
    "nobody": lambda: book([]),
    "many": lambda: many(40),
    "all passed": lambda: book(outcomes()[:1]),
    "no verdict": lambda: book(outcomes()[6:7]),
}
THREAD, AIO = KATAS[:2]


def shown(of: Gradebook, **look: object) -> Reader:
    """Return the page of a class."""
    return read(render(of, Look(**look)))  # type: ignore[arg-type] # a look's own


@pytest.mark.parametrize("name", BOOKS)
def test_well_formed(name: str) -> None:
    """Every element is closed where it should be, and every id is there once."""
    page = shown(BOOKS[name]())
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]

    assert len(ids) == len(set(ids))
    assert page.tags[0] == ("html", {"lang": "en"})


@pytest.mark.parametrize("name", BOOKS)
def test_leads_to_pages_alone(name: str) -> None:
    """Nothing is loaded; links lead to places on the page, and to the page of each learner who has one."""
    of = BOOKS[name]()
    page = shown(of)
    links = {
        value or ""
        for _, attributes in page.tags
        for key, value in attributes.items()
        if key in {"href", "src", "srcset", "data", "action", "poster", "background", "xlink:href"}
    }
    ids = {f"#{attributes['id']}" for _, attributes in page.tags if "id" in attributes}
    pages = {f"pages/{row.slug}.html" for row in of.rows if row.problem is None}

    assert {unquote(link) for link in links - ids} == pages
    assert all(re.fullmatch(r"pages/[A-Za-z0-9_.~%-]+\.html", link) for link in links - ids)
    assert not re.search(r"url\((?!#)|@import|//", page.inside("style")[0])
    assert not any(tag in {"link", "img", "iframe", "object", "embed", "base", "form"} for tag, _ in page.tags)


def test_policy_names_what_is_there() -> None:
    """The browser may use the page's own style and script, known by their hashes, and nothing else."""
    page = shown(hostile())
    policies = [each["content"] for tag, each in page.tags if tag == "meta" and "http-equiv" in each]
    style, script = (
        f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
        for text in (page.inside("style")[0], page.inside("script")[1])
    )

    assert policies == [
        f"default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"
    ]
    assert not any(key == "style" or key.startswith("on") for _, attributes in page.tags for key in attributes)


SAFE = shown(book())


def assert_harmless(of: Gradebook) -> None:
    """A page about such a class has no other elements than a harmless one, and steers nothing."""
    page = shown(of)
    values = [value or "" for _, attributes in page.tags for value in attributes.values()]

    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in SAFE.tags}
    assert {key for _, keys in page.tags for key in keys} <= {key for _, keys in SAFE.tags for key in keys}
    assert [tag for tag, _ in page.tags].count("script") == 2
    assert all(char == "\n" or char.isprintable() for text in (page.text, *values) for char in text)
    assert page.inside("script")[0].isascii()
    assert not set("<>&") & set(page.inside("script")[0])


@pytest.mark.parametrize("name", NAMES)
def test_hostile(name: str) -> None:
    """Markup, controls and direction marks in a name or a message are text."""
    assert_harmless(named(name))


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    """So is anything else."""
    assert_harmless(named(text))


def test_names_stay_names() -> None:
    """A name that a catalogue knows isn't translated; one that can't be seen is shown by the name of its file."""
    page = shown(
        book([Outcome(entry("passed"), None, "to do"), Outcome(entry(" ", "blank"), None, "x")]), language=MARKED
    )
    names = [text for tag, text in page.texts if tag == "span"]

    assert {"passed", "blank"} <= set(names)
    assert "\u00abto do\u00bb" not in page.text


def test_everything_is_translated() -> None:
    """Each word of the page's own comes from a catalogue."""
    page = shown(book(), language=MARKED)
    texts = [text.strip() for tag, text in page.texts if tag not in {"script", "style", "code"}]
    texts += [keys["aria-label"] or "" for _, keys in page.tags if "aria-label" in keys]
    bare = {re.sub("\u00ab.*\u00bb", "", text, flags=re.DOTALL).strip(" \u00b7:") for text in texts}
    seen = {text for text in bare if re.search("[A-Za-z]{2}", text)}
    names = {row.learner for row in book().rows} | {"hung", "flooded", "tampered", "Python 3.12.1"}

    assert seen - names == {*KATAS, *(check.id for check in checks(THREAD)), "this is no zip file", "a remark"}


def test_in_korean() -> None:
    """The page says in its head which language it is in."""
    assert shown(book(), language=language("ko")).tags[0] == ("html", {"lang": "ko"})


def test_no_word_is_left_over() -> None:
    """Each of the page's own words stands somewhere on it."""
    parts = "".join((PARTS / name).read_text(encoding="utf-8") for name in ("book.html.jinja", "table.js"))
    page = shown(book()).text + shown(book([])).text + shown(book([Outcome(entry("a"), None, "b")])).text

    assert [name for name in SCRIPT if f"words.{name}" not in parts] == []
    assert [word for word in LABELS.values() if word not in page] == []


@pytest.mark.parametrize(
    "name, words",
    [
        (
            "class",
            [
                "1 of 8 learners passed",
                "1 passed",
                "5 not passed",
                "1 to be judged",
                "1 not graded",
                "It takes every kata to have passed.",
            ],
        ),
        ("class", ["Gil not graded: this is no zip file", "Finn spinner_thread meddles with what the grader needs"]),
        ("class", ["Cem a remark Finn"]),
        ("class", ["Hana the grader couldn't tell about spinner_asyncio: the grader can't tell was seen"]),
        (
            "class",
            ["frames 2 The promise of frames is kept in spinner_asyncio. ann Cem", "missing 1 Dora", "to do 1 Eva"],
        ),
        ("class", ["frames The promise of frames is kept in spinner_asyncio. 1 2 2 1"]),
        ("class", ["wide bonus A wide message is wiped, too."]),
        ("class", ["hung 1 it waits for something that the grader's clock knows nothing of, and never came back Cem"]),
        ("class", ["Cem not passed 5 of 26 failed 4 of 13 stop hung failed 1 of 13 frames flooded a remark"]),
        ("class", ["Ben passed 28 of 26 (2 bonus) passed 14 of 13 (1 bonus)"]),
        ("class", ["Hana to be judged 15 of 26"]),
        ("class", ["Gil not graded 0 of 26 this is no zip file"]),
        ("nobody", ["0 of 0 learners passed", "Nobody has handed anything in."]),
        ("no verdict", ["0 of 1 learners passed", "No attempt could be judged."]),
    ],
)
def test_says_it(name: str, words: list[str]) -> None:
    """How the class did, whom to look at and what they have in common is there to be read, without any script."""
    parts = [text for tag, text in shown(BOOKS[name]()).texts if tag not in {"script", "style"}]
    text = " ".join(" ".join(parts).split())

    assert [word for word in words if word not in text] == []


def test_bonus_that_does_not_count() -> None:
    """Where the course doesn't count a bonus, nobody is shown points that they don't get."""
    page = shown(book(outcomes()[:1], Course(bonus=False, rule="percent", percent=60)))

    assert "26 of 26" in page.text
    assert "bonus)" not in page.text
    assert "It takes 60 % of the required points to have passed." in page.text


def test_figures() -> None:
    """Checks are counted over those who handed the kata in; causes come with the commonest first."""
    figures = figures_of(book(), AIO)
    frames = next(tally for tally in figures.checks if tally.check == "frames")

    assert (frames.passed, frames.failed, frames.blocked, frames.unjudged, frames.count) == (1, 2, 2, 1, 6)
    assert [(group.what, len(group.rows)) for group in figures.statuses] == [
        ("passed", 1),
        ("failed", 2),
        ("todo", 1),
        ("missing", 1),
        ("broken", 1),
        ("unjudged", 1),
    ]
    assert [(group.what, [row.learner for row in group.rows]) for group in figures.firsts] == [
        ("frames", ["ann", "Cem"]),
        ("todo", ["Eva"]),
        ("missing", ["Dora"]),
        ("broken", ["Finn"]),
        ("unjudged", ["Hana"]),
    ]


def test_ends_name_a_learner_once() -> None:
    """Who ended both katas early for one reason is named once."""
    both = verdict(kata(THREAD, "stop", "hung"), kata(AIO, "stop", "hung"))

    assert [(each.what, len(each.rows)) for each in ends_of(book([Outcome(entry("Ann"), both)]))] == [("hung", 1)]


def test_by_hand_is_for_what_nobody_can_tell() -> None:
    """A person looks at what was not graded, or was odd, at what the grader can't tell, and at what meddled with it."""
    assert [each.row.learner for each in by_hand(book())] == ["Cem", "Finn", "Gil", "Hana"]


def test_bars_are_whole() -> None:
    """The parts of a bar lie side by side and fill it."""
    rects = [keys for tag, keys in shown(many(40)).tags if tag == "rect" and keys.get("class") == "failed"]

    assert len(rects) > 10
    assert all(0 <= float(str(keys["x"])[:-1]) + float(str(keys["width"])[:-1]) <= 100.001 for keys in rects)


def test_same_text_again() -> None:
    """The same results make the same page to the byte, in whatever order they come."""
    assert render(book(outcomes()[::-1]), Look()) == render(book(), Look())


def test_in_ascii() -> None:
    """A stream that can't say everything gets the same page in ASCII."""
    poor = render(hostile(), Look(encoding="cp949"))

    assert poor.isascii()
    assert read(poor).texts == shown(hostile()).texts


@pytest.mark.parametrize("name", ["Learner", "\"<&>'" * 100])
def test_small_for_a_large_class(name: str) -> None:
    """A thousand learners make a page of less than two megabytes, whatever they are called."""
    assert len(render(many(1000, name), Look()).encode()) < 2_000_000
