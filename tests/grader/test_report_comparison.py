"""A comparison as it is reported: short above, the first difference in full, and no text of an attempt that steers."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest
from browsing import Open, browser, said, show, unfold
from hypothesis import given, settings, strategies as st
from pages import HOSTILE, finding, look, read
from rich.cells import cell_len
from scenes import SCENES

from grader.attempt import Source
from grader.comparing.behaviour import Difference, Side
from grader.comparing.comparison import Compared, Comparison, KataComparison, Obstacle
from grader.reports import Look
from grader.reports.comparison import html, terminal
from grader.run import Against, Lane, Point, Run, Scene, Span, View
from grader.words import say

__all__ = ["browser", "said", "show"]
TENTH = 100_000_000


def difference(kind: str, mine: str, theirs: str, **others: object) -> Difference:
    """Return a difference that matters, unless it is said that it doesn't."""
    known: dict[str, object] = {"matters": True, "bonus": False, "call": 0, "at": None, **others}
    sides = Side(say("{text}", text=mine), 14, broke=bool(known["matters"])), Side(say("{text}", text=theirs))
    return Difference(kind, mine=sides[0], theirs=sides[1], **known)  # type: ignore[arg-type] # of the right types


def drawn(against: Against = "solution") -> Scene:
    """Return a scene of a comparison."""
    return replace(SCENES["erased_in_loop"](), against=against, at=TENTH)


def differing(text: str = "frame 2 came 0.2 s after frame 1", scene: Scene | None = None) -> KataComparison:
    """Return a kata with a scenario of each likeness."""
    waits = difference("waits", "it waits by time.sleep", "it waits by Event.wait", matters=False)
    wide = difference("wide", text, "the line is clean", matters=False, bonus=True)
    promise = say("a new frame every 0.1 s ({text})", text=text) if scene else say("a new frame every 0.1 s")
    pace = difference("pace", text, "a new frame comes every 0.1 s", at=2 * TENTH, call=1, promise=promise)
    return KataComparison(
        "spinner_thread",
        (),
        (
            Compared("object", "same"),
            Compared("spin", "differs", (pace, waits, wide), TENTH, scene or drawn()),
            Compared("main", "fine", (waits,)),
            Compared("rerun", "unplayed"),
            Compared("wide", "unplayed"),
        ),
        drawn(),
    )


def unjudged() -> KataComparison:
    """Return a kata in which something was seen that may be the fault of the grader's clock, and the rest is alike."""
    sides = Side(say("it took 0 s"), 9, unjudged=True), Side(say("it took 3 s"))
    took = Difference("slow_function", False, False, 0, None, *sides, say("it takes 3 s"))  # noqa: FBT003 - in order
    scenarios = Compared("object", "same"), Compared("slow_function", "unjudged", (took,)), Compared("wide", "unplayed")
    return KataComparison("spinner_thread", (), scenarios)


def comparison(*katas: KataComparison, attempt: str = "exercises", other: str | None = None) -> Comparison:
    """Return a comparison."""
    return Comparison(attempt, other, "3.12.1", 4711, katas)


def hostile(text: str) -> Comparison:
    """Return a comparison whose every text is this one."""
    point, span = Point(0, "raised", text, 1), Span(0, TENTH, "blocked", text, 2)
    lanes = (Lane(text, "thread", 0, None, (span,), (point,)), Lane(text, "task", 0, 9, (), (point,)))
    run = Run(TENTH, lanes, (View(0, TENTH, ("", text, text), 1, 3),))
    broken = KataComparison("spinner_asyncio", (Obstacle("mine", "broken", finding(text)),))
    kata = differing(text, Scene(say("{text} is played", text=text), run, run, 0, "other"))
    return comparison(replace(kata, whole=kata.scenarios[1].scene), broken, attempt=text, other=text)


CASES: Mapping[str, Callable[[], Comparison]] = {
    "differs": lambda: comparison(differing()),
    "other": lambda: comparison(differing(scene=drawn("other")), other="other/spinner_thread.py"),
    "alike": lambda: comparison(KataComparison("spinner_thread", (), (Compared("object", "same"),), drawn())),
    "broken": lambda: comparison(KataComparison("spinner_thread", (Obstacle("theirs", "broken", finding()),))),
    "todo": lambda: comparison(
        KataComparison("spinner_thread", (Obstacle("mine", "todo", finding()),), (Compared("object", "todo"),))
    ),
    "unjudged": lambda: comparison(unjudged()),
    "stopped": lambda: comparison(
        KataComparison(
            "spinner_thread",
            (Obstacle("mine", "stopped", finding()),),
            (Compared("object", "same"), Compared("rerun", "unplayed")),
        )
    ),
    "missing": lambda: comparison(differing(), KataComparison("spinner_asyncio", (Obstacle("mine", "missing"),))),
    "hostile": lambda: hostile(" ".join(HOSTILE)),
    "nothing": comparison,
}


def told(shown: Comparison, **options: object) -> str:
    """Return the report for a terminal."""
    source = Source("spinner_thread", Path("exercises/spinner_thread.py"), "spinner_thread.py", b"\n" * 13 + b"\tspin")
    return terminal.render(shown, Look(sources={"spinner_thread": source}, **options))  # type: ignore[arg-type]


def test_whole() -> None:
    """Everything stands where it belongs, on 80 columns."""
    text = told(CASES["missing"]())

    assert text == dedent("""\
        spinner_thread  DIFFERS  scenarios that differ: 1 of 3
          same      object        both do the same
          DIFFERS   spin          0.1 s, pace: frame 2 came 0.2 s after frame 1
          fine      main          how it waits
          unplayed  scenarios: 2  not played, since one before it took very long to end

        spinner_asyncio  MISSING  there is no such file, so it doesn't count

        DIFFERS  spinner_thread: spin  they part at 0.1 s
          spin is told to stop after 0.65 s
        this program      │0 s    │0.1    │0.2    │0.3    │0.4    │0.5    │0.6    │0.7
                                  ▼ 0.1 s: here they part
          MainThread      >···················································!░░░&
          Thread-1 (spin) X·······················································)■
          on screen       (blank)
        the solution
          MainThread      >···················································!&
          Thread-1 (spin) •·······•·······•·······•·······•·······•·······•···_)■
          on screen       | think / think - think \\ think | think / think - t (blank)
          · sleeps  ░ waits for another  ─ is alive  X here it went wrong
          ! signal.go = False  • frame  _ wiped  & joined  ) returns  > starts  ■ ends
                      its terminal                      the solution's
          0 s         (blank)                           | thinking!
          0.1 s       (blank)                           / thinking!
          at the end  (blank)                           (blank)

          pace  in call 2  at 0.2 s  a new frame every 0.1 s
            this program  frame 2 came 0.2 s after frame 1
                          exercises/spinner_thread.py:14
                          spin
            the solution  a new frame comes every 0.1 s
          also different, but fine: how it waits; only for a bonus: wide

        Something that matters differs.  seed 4711, Python 3.12.1
          spinner_thread   DIFFERS  scenarios that differ: 1 of 3
          spinner_asyncio  MISSING  there is no such file, so it doesn't count
          played    exercises against the solution
          again     nox -s compare -- exercises --seed 4711
        """)


def test_narrow() -> None:
    """On 44 columns it is all there, and nothing but the command is wider."""
    lines = told(CASES["missing"](), width=44).splitlines()

    assert [line for line in lines if cell_len(line) > 44 and "nox -s compare" not in line] == []
    assert "  DIFFERS   spin          0.1 s, pace:…" in lines


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("options", [{}, {"plain": True}, {"everything": True}, {"encoding": "ascii", "poor": True}])
@pytest.mark.parametrize("width", [40, 80])
def test_steers_nothing(name: str, options: dict[str, object], width: int) -> None:
    """No text of an attempt gets to the terminal as anything but letters that the encoding has."""
    text = told(CASES[name](), width=width, **options)

    assert all(char.isprintable() or char == "\n" for char in text)
    text.encode(str(options.get("encoding", "utf-8")))


def test_the_other_one() -> None:
    """Two attempts are called by other names than an attempt and the solution, and their paths are told."""
    text = told(CASES["other"]())

    assert "the solution" not in text
    assert "    the other one  a new frame comes every 0.1 s\n" in text
    assert "  played    exercises against other/spinner_thread.py\n" in text
    assert "nox -s compare -- exercises --with other/spinner_thread.py --kata spinner_thread --seed 4711\n" in text


def test_everything() -> None:
    """With --all each scenario is told, and what doesn't matter, too."""
    text = told(CASES["differs"](), everything=True)

    assert text.count("it waits by Event.wait") == 2
    assert "also different, but fine" not in text
    assert "DIFFERS  spinner_thread: spin  they part at 0.1 s\n" in text
    assert "fine  spinner_thread: main\n" in text


def test_plain() -> None:
    """In sentences there is no picture, and the moment is told in its place."""
    text = told(CASES["differs"](), plain=True)

    assert "▼" not in text
    assert "  0.1 s: here they part.\n" in text
    assert "  The solution, in comparison:\n" in text


def test_dashes() -> None:
    """The command that repeats it works for paths that look like options, too."""
    text = told(replace(CASES["differs"](), attempt="-a", other="-b"))

    assert "again     nox -s compare -- ./-a --with=-b --kata spinner_thread --seed 4711\n" in text


def test_unjudged() -> None:
    """What the grader can't tell is neither a difference nor alike; it is said why, and what helps."""
    text = told(CASES["unjudged"](), width=100)

    assert text == dedent("""\
        spinner_thread  UNJUDGED  scenarios that can be compared: 1 of 3
          same      object         both do the same
          unjudged  slow_function  this program waits by means that the grader's clock doesn't know:…
          unplayed  wide           not played, since one before it took very long to end

        Nothing that matters differs, as far as the grader can tell.  seed 4711, Python 3.12.1
          spinner_thread  UNJUDGED  scenarios that can be compared: 1 of 3
          played    exercises against the solution
          why       What is unjudged waits by means that the grader's clock doesn't know, so nobody can tell
                    whether it differs. That is no fault of yours, and doesn't count. To have it compared,
                    wait by means of time, threading or asyncio.
          again     nox -s compare -- exercises --kata spinner_thread --seed 4711
        """)


def test_unjudged_in_full() -> None:
    """With --all it is told what was seen, and that it may be wrong; so it is on the page."""
    text = told(CASES["unjudged"](), width=100, everything=True)
    reader = read(page(CASES["unjudged"]()))

    assert (
        "  nobody can tell about this, as the grader's clock may be to blame:\n  slow_function  it takes 3 s\n" in text
    )
    for text in ("it took 0 s", "Nobody can tell about this", "What is unjudged waits by means"):
        assert text in reader.text
    assert ("div", {"class": "headline passed"}) in reader.tags
    assert ("div", {"class": "broke"}) not in reader.tags


def test_unjudged_beside_what_differs() -> None:
    """Beside what matters it is told that more may be so."""
    kata = differing()
    spin = replace(
        kata.scenarios[1], differences=(*kata.scenarios[1].differences, *unjudged().scenarios[1].differences)
    )
    text = told(comparison(replace(kata, scenarios=(spin,))))

    assert "  nobody can tell about this, as the grader's clock may be to blame:" in text
    assert "to blame: slow_function" in " ".join(text.split())


def test_stopped() -> None:
    """Two that hang alike are called neither different nor still to be written: it is said what to mend."""
    text = told(CASES["stopped"]())

    assert text.startswith(
        "spinner_thread  NOT ALL PLAYED  scenarios that can be compared: 1 of 2\n"
        "  this program doesn't come to its end\n"
    )
    assert "not all played" in read(page(CASES["stopped"]())).text


EXIT_CODES = [
    ("differs", 1),
    ("alike", 0),
    ("broken", 1),
    ("todo", 1),
    ("unjudged", 0),
    ("stopped", 1),
    ("nothing", 0),
]


@pytest.mark.parametrize("name, code", EXIT_CODES)
def test_exit_code(name: str, code: int) -> None:
    """The exit code is that of what both have: what is missing doesn't count, what can't be played does."""
    assert CASES[name]().exit_code == code
    missing = KataComparison("spinner_asyncio", (Obstacle("theirs", "missing"),))
    assert replace(CASES[name](), katas=(*CASES[name]().katas, missing)).exit_code == code


# -- The page --


def page(shown: Comparison) -> str:
    """Return the page."""
    return html.render(shown, look())


@pytest.mark.parametrize("name", CASES)
def test_page_is_well_formed(name: str) -> None:
    """Every element is closed where it should be, every id is there once, and every link leads to one."""
    reader = read(page(CASES[name]()))
    ids = [attributes["id"] for _, attributes in reader.tags if "id" in attributes]
    links = {attributes["href"] for tag, attributes in reader.tags if tag == "a"}

    assert len(ids) == len(set(ids))
    assert links <= {f"#{each}" for each in ids}
    assert [tag for tag, _ in reader.tags if tag in {"link", "img", "iframe", "form"}] == []
    assert not any(key == "style" or key.startswith("on") for _, attributes in reader.tags for key in attributes)


@settings(max_examples=10, deadline=None)
@given(st.sampled_from(HOSTILE) | st.text(max_size=40))
def test_page_has_no_markup_of_theirs(text: str) -> None:
    """Whatever an attempt says, the page has the elements that it has for any other text."""
    tags = [tag for tag, _ in read(page(hostile("text"))).tags if tag not in {"li", "span", "pre", "p"}]
    hostile_tags = [tag for tag, _ in read(page(hostile(text))).tags if tag not in {"li", "span", "pre", "p"}]

    assert hostile_tags.count("script") == tags.count("script") == 2
    assert {tag for tag in hostile_tags if tag not in tags} <= {"a", "ul"}


def test_page_says_all() -> None:
    """Both sides of each difference are on the page, with the moment, and the line of this program as a link."""
    reader = read(html.render(comparison(differing()), look(b"\n" * 13 + b"spin\n")))

    for text in ("frame 2 came 0.2 s after frame 1", "a new frame comes every 0.1 s", "in call 2", "at 0.2 s", "bonus"):
        assert text in reader.text
    assert ("a", {"href": "#k0-L14"}) in reader.tags
    assert "0.1 s: parted here" in reader.text


def test_page_names_the_others_line() -> None:
    """A line of the other attempt is named, but leads nowhere: its source isn't on the page."""
    kata = differing()
    pace = kata.scenarios[1].differences[0]
    turned = replace(kata.scenarios[1], differences=(pace.mirrored(),))
    shown = comparison(replace(kata, scenarios=(turned,)), other="other")
    reader = read(html.render(shown, look(b"\n" * 20)))

    assert "line 14" in reader.text
    assert ("a", {"href": "#k0-L14"}) not in reader.tags
    assert "line 14" not in read(html.render(replace(shown, other=None), look(b"\n" * 20))).text


@pytest.mark.browser
@pytest.mark.parametrize("name", ["differs", "hostile", "todo", "unjudged"])
def test_page_is_accessible(name: str, show: Open) -> None:
    """An automated check for accessibility finds nothing, in light and in dark, with everything unfolded."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - only where there is a browser

    shown = show(page(CASES[name]()))
    unfold(shown)
    for scheme in ("light", "dark"):
        shown.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        results = Axe().run(shown)

        assert results.violations_count == 0, results.generate_report()


@pytest.mark.browser
def test_page_plays_both(show: Open) -> None:
    """Both films go on at once: who steps through one sees the other at the same moment."""
    shown = show(page(CASES["differs"]()))
    shown.locator(".forward").first.click()
    texts = shown.locator(".focus .glass").all_inner_texts()

    assert len(texts) == 2
    assert shown.locator(".focus .screen .when").first.inner_text() != ""
