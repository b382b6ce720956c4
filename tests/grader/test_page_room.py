"""A page that is handed back stays small, whatever a program did: pictures are thinned, or left out, and it says so."""

from pathlib import Path

import pytest
from pages import finding, look, read, verdict
from scenes import SCENES, SECOND, TENTH

from grader.attempt import Source
from grader.language import ENGLISH
from grader.reports import Look
from grader.reports.html import render
from grader.reports.page.listing import HANDED_BACK, listing_of
from grader.reports.page.model import page_of
from grader.reports.page.picture import picture_of
from grader.reports.page.room import BYTES, LARGEST, Room, thinned, weight_of
from grader.reports.page.texts import Teller
from grader.run import Lane, Point, Run, Scene, Span, View
from grader.verdict import CheckResult, KataVerdict, Verdict
from grader.words import promised, say

TELL = Teller(ENGLISH)
LIMIT = 500_000
LEFT_OUT = (
    "There are too many pictures for one page; this one is left out.",
    "Some of it is left out: there was more than a picture can hold.",
    "The rest of the file is left out.",
)


def flood(count: int, text: str = "x", at: int | None = None) -> Scene:
    """Return a scene in which so many things happen in each of three lanes, and as many on screen."""
    spans = tuple(Span(n * TENTH, (n + 1) * TENTH, "sleeps", text, 3) for n in range(count))
    points = tuple(Point(n * TENTH, "frame", text, 3) for n in range(count))
    film = tuple(View(n * TENTH, (n + 1) * TENTH, (text, str(n)), 0, 0) for n in range(count))
    run = Run(count * TENTH, tuple(Lane(text, "thread", 0, None, spans, points) for _ in range(3)), film)
    return Scene(say("{text} is played", text=text), run, run, at)


def flooded(count: int, text: str = "x") -> Verdict:
    """Return a verdict in which every check of two katas failed, each with such a scene."""
    scene = flood(count, text)
    checks = tuple(
        CheckResult(f"c{n}", promised("It."), "failed", n > 12, finding=finding(text, scene)) for n in range(15)
    )
    katas = ("spinner_thread", "spinner_asyncio")
    return verdict(*(KataVerdict(kata, "failed", checks=checks, whole=scene) for kata in katas))


@pytest.mark.parametrize("text", ["x", "\"<&>'" * 30, "\ud83d\ude00\U0001f600\x1b" * 20])
def test_small(text: str) -> None:
    """Whatever a program did and printed, its page stays below half a megabyte, and says that it isn't all."""
    page = render(flooded(200, text), look(b"1+'\"'\n" * 40_000, learner="Kim", everything=True))

    assert len(page.encode()) < LIMIT
    assert [sentence for sentence in LEFT_OUT if sentence not in page] == []


def test_first_causes_come_first() -> None:
    """What is in focus has its picture in every kata, before anything else has one."""
    katas = page_of(flooded(200), look(learner="Kim")).katas

    assert [kata.focus is not None and kata.focus.picture is not None for kata in katas] == [True, True]
    assert any(check.left_out for kata in katas for check in kata.checks)


def test_what_is_left_out_is_said() -> None:
    """Where there was no room for a run of the whole program, its heading stands there, and why it is empty."""
    huge = Lane("x" * 60, "thread", 0, None, (), tuple(Point(0, "frame", "<" * 1500) for _ in range(6)))
    scene = Scene(say("x"), Run(SECOND, (huge,) * 12, ()), None)
    text = read(render(verdict(KataVerdict("spinner_thread", "failed", whole=scene)), look(learner="Kim"))).text

    assert "The whole program" in text
    assert "There are too many pictures for one page" in text


@pytest.mark.parametrize("name", sorted(set(SCENES) - {"long_run", "never_stopped"}))
def test_usual_pictures_are_whole(name: str) -> None:
    """What a usual program did has room as it is."""
    scene = SCENES[name]()

    assert Room(TELL, bounded=True).picture(scene, "p") == picture_of(scene, "p", TELL)


def test_own_page_has_all() -> None:
    """Who looks at their own attempt has pictures as large as ever, but no more than a dozen."""
    room = Room(TELL, bounded=False)
    scene = flood(60)
    pictures = [room.picture(scene, str(number)) for number in range(14)]

    assert pictures[0] == picture_of(scene, "0", TELL)
    assert [picture is not None for picture in pictures] == [True] * 12 + [False] * 2
    assert room.picture(scene, "whole", always=True) is not None
    assert room.picture(scene, "0") is pictures[0]


def test_thinned_about_what_matters() -> None:
    """Of a long run those things are kept that are about the moment at which it went wrong."""
    late = thinned(flood(100, at=90 * TENTH), 10).attempt
    early = thinned(flood(100, at=0), 10).attempt
    none = thinned(flood(100), 10).attempt

    assert [point.time // TENTH for point in late.lanes[0].points] == list(range(85, 95))
    assert [view.time // TENTH for view in late.film] == list(range(84, 94))
    assert [span.begin // TENTH for span in early.lanes[2].spans] == list(range(10))
    assert early == none
    assert late.cut
    assert not thinned(flood(10), 10).attempt.cut
    assert thinned(flood(10), 10) == flood(10)


@pytest.mark.parametrize("scene", [flood(100), flood(30, "<\u001b&" * 10), SCENES["erased_in_loop"]()])
def test_weight(scene: Scene) -> None:
    """A picture is never larger than it is taken for, but not much smaller either."""
    with_it, without = (
        len(render(verdict(KataVerdict("k", "failed", whole=whole)), Look()).encode()) for whole in (scene, None)
    )

    assert with_it - without <= weight_of(scene) <= 2 * (with_it - without)


def test_room_is_used_up() -> None:
    """All pictures together take no more than there is, and none takes more than its part."""
    room = Room(TELL, bounded=True)
    scene = flood(20)
    weight = weight_of(scene)
    room.take(BYTES - 2 * weight - 5000)
    made = [room.picture(scene, str(number)) for number in range(4)]

    assert weight <= LARGEST
    assert made[:2] == [picture_of(scene, str(number), TELL) for number in range(2)]
    assert made[2:] == [None, None]


@pytest.mark.parametrize("data", [b"abcdefghi\n" * 700, (b"1+" * 100 + b"1\n") * 60, b"'<&\"'\n" * 700])
def test_long_source_on_a_page_of_many(data: bytes) -> None:
    """A long source takes no more than its room there, and it is known that it is cut."""
    source = Source("spinner_thread", Path("k.py"), "k.py", data)
    page, without = (
        render(verdict(KataVerdict("spinner_thread", "passed")), Look(sources=sources, learner="Kim"))
        for sources in ({"spinner_thread": source}, {})
    )

    assert listing_of(source, HANDED_BACK).cut
    assert not listing_of(source).cut
    assert HANDED_BACK // 3 < len(page) - len(without) < HANDED_BACK + 2000
