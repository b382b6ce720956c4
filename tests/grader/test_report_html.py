"""The page says all of a verdict in one file, and does nothing that a text of the attempt would have it do."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from typing import get_args

import pytest
from hypothesis import given, settings, strategies as st
from pages import CASES, HOSTILE, Reader, failed, finding, hostile, look, passed, read, todo, verdict
from scenes import SCENES

from grader.language import ENGLISH, Language, language
from grader.reports.html import render
from grader.run import Lane, LaneKind, Point, PointKind, Run, Scene, Span, State, View
from grader.verdict import CheckResult, KataVerdict, Real
from grader.words import say

MARKED = Language("xx", lambda text: f"\u00ab{text}\u00bb")
"""A language in which everything that is translated can be told."""
SPOKEN = ("aria-label", "title", "data-what", "data-when", "data-who", "alt", "placeholder")


def shown(name: str) -> Reader:
    """Return the page of a case."""
    return read(render(CASES[name](), look()))


@pytest.mark.parametrize("name", CASES)
def test_well_formed(name: str) -> None:
    """Every element is closed where it should be, and every id is there once."""
    page = shown(name)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]

    assert len(ids) == len(set(ids))
    assert page.tags[0] == ("html", {"lang": "en"})


@pytest.mark.parametrize("name", SCENES)
def test_draws_every_scene(name: str) -> None:
    """Whatever was played can be drawn."""
    page = read(render(verdict(failed(scene=SCENES[name]())), look()))

    assert [tag for tag, _ in page.tags].count("figure") == 2


@pytest.mark.parametrize("name", CASES)
def test_needs_nothing_else(name: str) -> None:
    """Nothing is loaded from anywhere: links lead to places on the page."""
    page = shown(name)
    links = [
        value
        for _, attributes in page.tags
        for key, value in attributes.items()
        if key in {"href", "src", "srcset", "data", "action", "poster", "background", "xlink:href"}
    ]
    ids = {f"#{attributes['id']}" for _, attributes in page.tags if "id" in attributes}

    assert set(links) <= ids
    assert not re.search(r"url\((?!#)|@import|//", page.inside("style")[0])
    assert not any(tag in {"link", "img", "iframe", "object", "embed", "base", "form"} for tag, _ in page.tags)


def test_policy_names_what_is_there() -> None:
    """The browser may use the page's own style and script, known by their hashes, and nothing else."""
    page = shown("failed")
    policies = [each["content"] for tag, each in page.tags if tag == "meta" and "http-equiv" in each]
    hashes = [
        f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
        for text in (page.inside("style")[0], page.inside("script")[1])
    ]

    assert policies == [
        f"default-src 'none'; style-src {hashes[0]}; script-src {hashes[1]}; base-uri 'none'; form-action 'none'"
    ]
    assert not any(key == "style" or key.startswith("on") for _, attributes in page.tags for key in attributes)


@pytest.mark.parametrize("name", ["failed", "hostile"])
def test_in_ascii(name: str) -> None:
    """A stream that can't say everything gets the same page in ASCII."""
    page = render(CASES[name](), look())
    poor = render(CASES[name](), look(encoding="cp949"))

    assert poor.isascii()
    assert read(poor).texts == read(page).texts


SAFE = {tag for name in ("failed", "passed", "todo", "broken", "unjudged") for tag, _ in shown(name).tags}
SAFE_ATTRIBUTES = {
    key for name in ("failed", "passed", "todo", "broken", "unjudged") for _, keys in shown(name).tags for key in keys
}


def assert_harmless(text: str) -> None:
    """A page whose every text is this one has no other elements than a harmless page, and steers nothing."""
    page = read(render(verdict(hostile(text), attempt=text), look(text.encode("utf-8", "replace"))))

    assert {tag for tag, _ in page.tags} <= SAFE
    assert {key for _, attributes in page.tags for key in attributes} <= SAFE_ATTRIBUTES
    assert [tag for tag, _ in page.tags].count("script") == 2
    assert all(char == "\n" or char.isprintable() for char in page.text)
    values = [value or "" for _, attributes in page.tags for value in attributes.values()]
    assert all(char == "\n" or char.isprintable() for value in values for char in value)
    assert page.inside("script")[0].isascii()
    assert not set("<>&") & set(page.inside("script")[0])
    assert page.data["pictures"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile(text: str) -> None:
    """Markup, controls and direction marks in an attempt's text are text."""
    assert_harmless(text)


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    """So is anything else."""
    assert_harmless(text)


def test_attempt_is_not_translated() -> None:
    """What the attempt said is quoted, even where a catalogue has a sentence like it."""
    marked = render(verdict(hostile("passed")), look(language=MARKED))

    assert "\u00abpassed\u00bb was seen" not in marked
    assert "\u00abpassed was seen\u00bb" in marked


def test_everything_is_translated() -> None:
    """Each word of the page's own comes from a catalogue."""
    points = tuple(Point(0, kind, "") for kind in get_args(PointKind))
    spans = tuple(Span(n, n + 1, state) for n, state in enumerate(get_args(State)))
    lanes = tuple(Lane("", kind, 0, None, spans, points) for kind in get_args(LaneKind))
    run = Run(4, lanes, (View(0, 4, ("",), 0, 0),), cut=True)
    kata = replace(failed(scene=Scene(say("played"), run, run)), cause=None, real=Real("passed"))
    page = read(render(verdict(kata, replace(passed(), whole=None), todo()), look(b"", language=MARKED)))
    texts = [text.strip() for tag, text in page.texts if tag not in {"script", "style", "pre", "code"}]
    texts += [attributes[key] or "" for _, attributes in page.tags for key in SPOKEN if key in attributes]
    bare = {re.sub("\u00ab.*\u00bb", "", text, flags=re.DOTALL).strip(" \u00b7") for text in texts}
    names = {"spinner_thread", "spinner_asyncio", *(check.id for check in kata.checks), "exercises", "Python 3.12.1"}
    seen = {text for text in bare if re.search("[A-Za-z]{2}", text)}

    assert {text for text in seen if text.rstrip(":,") not in names} == {"it went wrong", "spin is to do"}


@pytest.mark.parametrize(
    "name, words",
    [
        (
            "failed",
            ["0 of 2 katas", "it went wrong was seen", "Because of it went wrong", "Try it went wrong", "as so often"],
        ),
        ("hostile", ["nox -s hint -- spinner_thread frames"]),
        ("passed", ["nox -s check -- exercises --kata spinner_thread --seed 4711", "nothing to mend"]),
        ("passed", ["spinner_thread: passed", "1 of 1 points, and 1 bonus", "main is called"]),
        ("todo", ["spinner_asyncio: to do", "spin is to do was seen"]),
        ("broken", ["spinner_asyncio: broken", "SyntaxError: invalid syntax was seen", "no such file"]),
        ("unjudged", ["spinner_asyncio: unjudged", "in real time was seen"]),
        ("nothing", ["no kata was graded"]),
    ],
)
def test_says_it(name: str, words: list[str]) -> None:
    """What happened, why, and what to try is there to be read, without any script."""
    text = " ".join(shown(name).text.split())

    assert [word for word in words if word not in text] == []


def test_where() -> None:
    """A finding says when, in what and in which line it happened, and the line is marked in the source."""
    page = shown("failed")
    marked = [attributes for tag, attributes in page.tags if tag == "li" and attributes.get("class") == "marked"]

    assert {"at 0.1 s", "in it went wrong", "line 2"} <= {text for tag, text in page.texts if tag == "li"}
    assert {attributes.get("id") for attributes in marked} == {None, "k0-L2", "k1-L2"}


def test_path_stays_a_path() -> None:
    """A sentence may begin with a path, as it does in Korean: it is not spelled with a capital."""
    assert " spinner_thread.py:2에서 " in read(render(verdict(failed()), look(language=language("ko")))).text


@pytest.mark.parametrize("everything", [False, True])
def test_focus(everything: bool) -> None:  # noqa: FBT001
    """The first failure stands open; the others are folded, unless all is asked for."""
    page = read(render(verdict(failed()), look(everything=everything)))
    details = [attributes for tag, attributes in page.tags if tag == "details"]

    assert details == [{"open": None} if everything else {}]


@pytest.mark.long
def test_bounded() -> None:
    """However much there is, the page stays readable, and says that something is left out."""
    scene = SCENES["long_run"]()
    many = Scene(scene.title, scene.attempt, scene.attempt)
    checks = tuple(
        CheckResult(f"c{number}", "It does.", "failed", finding=finding("x" * 100_000, many)) for number in range(30)
    )
    page = render(verdict(KataVerdict("spinner_thread", "failed", checks=checks)), look(b"x = 1\n" * 40_000))
    reader = read(page)

    assert len(page) < 8_000_000
    assert [tag for tag, _ in reader.tags].count("figure") == 12
    assert "too many pictures for one page" in reader.text
    assert "(cut short: 100009 characters in all)" in reader.text
    assert "The rest of the file is left out." in reader.text


@pytest.mark.parametrize("code", ["en", "ko"])
def test_language(code: str) -> None:
    """The page says in which language it is, and the script speaks it, too."""
    tongue = ENGLISH if code == "en" else language(code)
    page = read(render(verdict(passed()), look(language=tongue)))
    words = page.data["words"]

    assert page.tags[0] == ("html", {"lang": code})
    assert isinstance(words, dict)
    assert words["play"] == tongue(say("Play"))
    assert words["seconds"].count("{seconds}") == 1
