"""The picture of a run: whatever happened in it, it fits the terminal, explains itself, and steers nothing."""

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given, settings, strategies as st
from rich.cells import cell_len
from scenes import (
    SCENES,
    TENTH,
    blocked_loop,
    deadlock,
    died_silently,
    erased_in_loop,
    hostile,
    lane,
    long_run,
    never_stopped,
    supervised_thread,
    view,
)

from grader.language import language
from grader.reports import Look, terminal
from grader.reports.axis import axis_of
from grader.reports.drawing import picture
from grader.reports.screens import screens
from grader.reports.sentences import MOST, MOST_OF_REFERENCE, sentences
from grader.reports.symbols import POINTS, STATES, is_rich
from grader.run import Lane, LaneKind, Point, PointKind, Run, Scene, Span, State, View
from grader.verdict import CheckResult, Finding, KataVerdict, Verdict
from grader.words import say

SPINNER = "Thread-1 (spin)"


def drawn(scene: Scene, width: int = 80, encoding: str = "utf-8", who: str | None = SPINNER) -> list[str]:
    """Return the lines of a scene's picture and of what the terminal showed."""
    look = Look(width=width, encoding=encoding)
    return [line.plain for line in [*picture(scene, look, who), *screens(scene, look)]]


def told(scene: Scene) -> list[str]:
    """Return a scene in sentences."""
    return list(sentences(scene))


def test_whole_picture() -> None:
    """A spinner that wipes what it draws: its screen is blank where the solution's turns."""
    expected = """\
your program      |0 s    |0.1    |0.2    |0.3    |0.4    |0.5    |0.6    |0.7
                  v 0 s, Thread-1 (spin): here it went wrong
  MainThread      >...................................................!:::&
  Thread-1 (spin) X.......................................................)]
  on screen       (blank)
the solution
  MainThread      >...................................................!&
  Thread-1 (spin) *.......*.......*.......*.......*.......*.......*..._)]
  on screen       | think / think - think \\ think | think / think - t (blank)
  . sleeps  : waits for another  - is alive  X here it went wrong
  ! signal.go = False  * frame  _ wiped  & joined  ) returns  > starts  ] ends
              your terminal                     the solution's
  0 s         (blank)                           | thinking!
  at the end  (blank)                           (blank)"""

    assert expected.split("\n") == drawn(erased_in_loop(), encoding="ascii")


def test_same_picture_in_unicode() -> None:
    """A terminal that can do more gets the same picture, of other symbols."""
    plain, rich = drawn(erased_in_loop(), encoding="ascii"), drawn(erased_in_loop())

    assert [len(line) for line in plain] == [len(line) for line in rich]
    assert rich[3] == "  Thread-1 (spin) X·······················································)■"


@pytest.mark.parametrize("expected, encoding", [(True, "utf-8"), (True, "UTF-16"), (False, "cp949"), (False, "ascii")])
def test_ascii_where_the_terminal_is_poor(expected: bool, encoding: str) -> None:  # noqa: FBT001
    """Korean Windows draws such symbols two columns wide, and others not at all: they get ASCII."""
    assert expected == is_rich(Look(encoding=encoding))
    assert not is_rich(Look(encoding=encoding, poor=True))
    assert not is_rich(Look(encoding="no-such-encoding"))


@pytest.mark.parametrize("encoding", ["ascii", "utf-8", "cp949"])
@pytest.mark.parametrize("width", [40, 80, 110])
@pytest.mark.parametrize("make", SCENES.values(), ids=SCENES)
def test_fits_the_terminal(make: Callable[[], Scene], width: int, encoding: str) -> None:
    """No line is wider than the terminal, and none holds what the terminal can't say or would obey."""
    lines = drawn(make(), width, encoding)

    assert width >= max(cell_len(line) for line in lines)
    assert all(line.isprintable() and line == line.encode(encoding).decode(encoding) for line in lines)


def test_loop_has_a_lane_of_its_own() -> None:
    """Where the event loop is blocked, its lane says so, for as long as it is; the solution's is not."""
    lanes = [line for line in drawn(blocked_loop()) if line.startswith("  event loop ")]

    assert [line[-60:] for line in lanes] == ["█" * 60, "─" * 60]


def test_only_symbols_in_use_are_explained() -> None:
    """The legend has no line that the reader needn't read."""
    text = "\n".join(drawn(deadlock()))

    assert "░ waits for another" in text
    assert "→ doesn't end" in text
    assert "blocks the loop" not in text
    assert "exception" not in text


def test_exception_is_marked() -> None:
    """A spinner that died does so in its lane, and is there no longer."""
    row = next(line for line in drawn(died_silently()) if line.startswith("  Task-2"))

    assert row.rstrip() == "  Task-2 (spin) X+‼"


def test_mark_stands_at_its_moment() -> None:
    """The mark above the lanes and the one in the lane are in one column."""
    lines = drawn(never_stopped())
    marks = next(line for line in lines if "▼" in line), next(line for line in lines if "X" in line)

    assert marks[0].index("▼") == marks[1].index("X")
    assert "3.12 s: here it went wrong" in marks[0]


def test_long_run_is_cut() -> None:
    """Of ten seconds only the moments that matter are drawn, and the picture says which are not."""
    scene = long_run()
    axis = axis_of(scene, 62)
    lines = drawn(scene)

    assert axis.width <= 62
    assert None is axis.column(2 * 10 * TENTH)
    assert all(axis.column(time) is not None for time in (0, scene.at or 0, axis.end))
    assert "  ≈≈ time left out: 0.6 s - 4.7 s, 5.9 s - 9.4 s" in lines


def test_name_gives_way() -> None:
    """Three seconds are shown whole on 80 columns; if a name is all that is in the way, it is shortened."""
    right = supervised_thread()
    lines = drawn(Scene(say("supervisor"), right, right, 0))

    twin = lane("Thread-2 (spin)", "thread", 0, TENTH)
    twins = drawn(Scene(say("supervisor"), replace(right, lanes=(*right.lanes, twin)), right, 0))

    assert "  spin          •·•·•·" in "\n".join(lines)
    assert [line[2:15].strip() for line in twins if "spin" in line[2:15]] == ["Thread…(spin)", "Thread…(spin)", "spin"]
    assert not any("time left out" in line for line in lines)


def test_idle_end_is_left_out() -> None:
    """The grader looks on for a while after the end: where nothing comes any more that takes no room."""
    lane = Lane("spin", "thread", 0, TENTH, (Span(0, TENTH, "sleeps"),))

    assert axis_of(Scene(say("spin"), Run(9 * TENTH, (lane,), (view(0, 9 * TENTH, ""),))), 62).end == TENTH


def test_frames_can_be_told_apart() -> None:
    """In what is left of a long run, each frame has a column, and so has the wait behind it."""
    axis = axis_of(long_run(), 24)

    assert axis.columns * TENTH // axis.per >= 2


def test_run_that_held_too_much_says_so() -> None:
    """Where something had to be left out of the run itself, the picture owns up to it."""
    assert any("More happened" in line for line in drawn(never_stopped()))
    assert not any("More happened" in line for line in drawn(long_run()))


def test_lines_of_double_width_stay_in_column() -> None:
    """A Korean message doesn't shift what stands behind it."""
    lines = drawn(SCENES["wide"]())
    at = next(line for line in lines if line.startswith("  0.5 s "))
    end = next(line for line in lines if line.startswith("  0.55 s "))

    assert "중!" in end
    assert cell_len(at[: at.rindex("/")]) == cell_len(end[: end.index("(blank)")])


def test_what_stays_on_screen_is_shown_once() -> None:
    """The announcement, which stands above all frames, doesn't crowd out what changed."""
    lines = [line for line in drawn(never_stopped()) if line.startswith("              spinner object")]

    assert len(lines) == 1


def test_nothing_is_above_a_blank_screen() -> None:
    """Where one of the two terminals stays blank, nothing is taken for what stands above the frames."""
    silent = Run(TENTH, (), (view(0, TENTH, ""),))
    right = Run(TENTH, (), (view(0, TENTH, "hello", "| hm"), view(TENTH, TENTH, "hello", "")))
    lines = drawn(Scene(say("spin"), silent, right, 0))

    assert [line[14:21].strip() for line in lines[-3:]] == ["(blank)", "", "(blank)"]


def test_cursor_is_told_of_where_it_shows() -> None:
    """A line that looks clean isn't, where the cursor stands in the midst of it."""
    rows = ("",) * 24
    drawn_once = view(0, 0, "| hm")
    film = (drawn_once, View(0, TENTH, rows, 3, 11), View(TENTH, TENTH, rows, 3, 0, visible=False))
    lines = drawn(Scene(say("spin"), Run(TENTH, (), film), None, 0))

    assert lines[-2:] == ["  0 s    (blank; cursor at column 11)", "  0.1 s  (cursor hidden)"]


def test_wrapped_line_is_one() -> None:
    """A line that the terminal had to wrap is shown as the one that it is."""
    film = (view(0, TENTH, f"spinner object: {'x' * 64}", "yz>", "| hm"), view(TENTH, TENTH, "", column=0))
    lines = drawn(Scene(say("spin"), Run(TENTH, (), film), None, 0))

    assert [line[-4:] for line in lines if "spinner object" in line] == ["xyz>"]
    assert "         | hm" in lines


def test_blank_screens_are_not_shown() -> None:
    """Where nothing is ever on screen, as while `slow_function` waits, there is nothing to show of it."""
    lines = drawn(Scene(say("slow_function"), Run(TENTH, (), (view(0, TENTH, ""),)), Run(TENTH, (), ()), 0))

    assert [line for line in lines if "screen" in line or "terminal" in line] == []


def test_run_without_time() -> None:
    """A spinner that never waits gets a picture, too: what came on screen, and that it doesn't end."""
    spinner = Lane("spin", "thread", 0, None, (), (Point(0, "called", "spin was called"),))
    lines = drawn(Scene(say("spin"), Run(0, (spinner,), (view(0, 0, "| hm"),)), SCENES["wide"]().reference, 0))

    assert lines[2] == "  spin            (→"
    assert lines[3] == "  on screen       | hm"


def test_empty_run() -> None:
    """Where nothing is known to have happened nothing is drawn but the axis."""
    assert drawn(SCENES["empty"]()) == ["your program │0 s"]


def test_too_many_lanes() -> None:
    """A program with hundreds of threads gets a picture of those that did most, and of who broke the promise."""
    idle = [Lane(f"idle {number}", "thread", 0, TENTH) for number in range(300)]
    busy = Lane("busy", "thread", 0, TENTH, (Span(0, TENTH, "works"),) * 3)
    lines = drawn(Scene(say("threads"), Run(TENTH, (*idle, busy), ())), who="idle 299")

    assert {"busy", "idle 299"} <= {line[2:12].strip() for line in lines}
    assert "  lanes that are not shown: 295" in lines
    assert len(lines) < 16


# -- In sentences --


def test_sentences_in_order() -> None:
    """Who doesn't see the picture hears the same: when, who, what, in which line, and what the terminal showed."""
    lines = told(died_silently())

    assert lines[0] == "What was played: supervisor is called; slow_function takes 3 s."
    assert "0 s, Task-2 (spin): NameError: name 'itertool' is not defined, line 9" in lines
    assert "0 s, supervisor: the announcement was printed, line 29" in lines
    assert "3 s, supervisor: spinner.cancel(), line 31" in lines
    assert "3 s: here it went wrong." not in lines
    assert lines.index("3 s, supervisor: spinner.cancel(), line 31") < lines.index("The solution, in comparison:")


def test_blocked_loop_in_sentences() -> None:
    """The stretch in which the loop was blocked has a sentence, too."""
    stretch = "0 s, event loop: blocks the loop until 3 s, in time.sleep(3) in supervisor, line 23"

    assert stretch in told(blocked_loop())


@pytest.mark.parametrize("make", [long_run, never_stopped, hostile])
def test_sentences_are_bounded(make: Callable[[], Scene]) -> None:
    """A hundred frames don't bury what matters, and what is left out is counted."""
    lines = told(make())

    assert len(lines) <= MOST + MOST_OF_REFERENCE + 18
    assert any("left out here" in line for line in lines) or make is hostile
    assert any("here it went wrong" in line for line in lines)


def test_few_frames_in_sentences() -> None:
    """Of what comes again and again, only what is nearest to the moment that matters is read out."""
    lines = told(long_run())
    frames = [line for line in lines[: lines.index("The solution, in comparison:")] if "came on screen" in line]

    assert [line.partition(",")[0] for line in frames] == ["5 s", "5.3 s", "5.4 s", "5.5 s"]


def test_terminal_in_sentences() -> None:
    """What the terminal showed is read out, for the attempt and for the solution."""
    lines = told(erased_in_loop())

    assert "0 s, your terminal: (blank)" in lines
    assert "0 s, the solution's terminal: '| thinking!'" in lines


# -- Anything --

anything = settings(deadline=None, derandomize=True, max_examples=40)
times = st.integers(-TENTH, 40 * TENTH) | st.integers(0, 2**62)
texts = st.text(max_size=30)
lines_of = st.none() | st.integers(1, 999)
spans = st.builds(Span, times, times, st.sampled_from(get_args(State)), texts, lines_of)
points = st.builds(Point, times, st.sampled_from(get_args(PointKind)), texts, lines_of)
lanes = st.builds(
    Lane,
    texts,
    st.sampled_from(get_args(LaneKind)),
    times,
    st.none() | times,
    st.lists(spans, max_size=4).map(tuple),
    st.lists(points, max_size=6).map(tuple),
)
views = st.builds(
    View, times, times, st.lists(texts, max_size=6).map(tuple), st.integers(-1, 30), st.integers(-1, 99), st.booleans()
)
runs = st.builds(
    Run, times, st.lists(lanes, max_size=7).map(tuple), st.lists(views, max_size=5).map(tuple), st.booleans()
)
scenes = st.builds(Scene, texts.map(lambda text: say("{text}", text=text)), runs, st.none() | runs, st.none() | times)


@anything
@given(scenes, st.integers(40, 110), st.sampled_from(["ascii", "utf-8", "cp949", "latin-1"]), st.none() | texts)
def test_anything_can_be_drawn(scene: Scene, width: int, encoding: str, who: str | None) -> None:
    """No run, however odd, stops the report, breaks its width, or has a terminal do anything."""
    for line in drawn(scene, width, encoding, who):
        assert width >= cell_len(line)
        assert line.isprintable()
        assert line == line.encode(encoding).decode(encoding)


@anything
@given(scenes)
def test_anything_can_be_told(scene: Scene) -> None:
    """The sentences stay within their bounds, whatever the run."""
    assert len(told(scene)) < MOST + MOST_OF_REFERENCE + 20


@anything
@given(scenes, texts, st.integers(40, 110), st.sampled_from(["en", "ko"]), st.booleans())
def test_anything_can_be_reported(scene: Scene, text: str, width: int, code: str, plain: bool) -> None:  # noqa: FBT001
    """A whole report keeps its width and its manners, too, in each language, drawn or in sentences."""
    finding = Finding(text, text, text, 1, text, scene.at, text, text, text, scene)
    kata = KataVerdict("spinner_thread", "failed", checks=(CheckResult("frames", text, "failed", finding=finding),))
    report = terminal.render(
        Verdict("exercises", "3.11.7", 4711, 0.5, (kata,)), Look(language(code), width, plain=plain, everything=True)
    )

    assert all(line.isprintable() for line in report.split("\n"))
    assert width >= max(cell_len(line) for line in report.split("\n") if " nox -s " not in line)


def test_each_kind_has_symbols_of_its_own() -> None:
    """No two kinds look alike, but for the two ways to ask a spinner to end; and none is wider than a column."""
    symbols = [*STATES.values(), *(POINTS[kind] for kind in POINTS if kind != "cancel")]

    assert set(get_args(State)) == set(STATES)
    assert set(get_args(PointKind)) == set(POINTS)
    assert len(symbols) == len({symbol.drawn for symbol in symbols}) == len({symbol.ascii for symbol in symbols})
    assert all(symbol.ascii.isascii() for symbol in symbols)
    assert all(cell_len(letter) == 1 for symbol in symbols for letter in (symbol.drawn, symbol.ascii))
