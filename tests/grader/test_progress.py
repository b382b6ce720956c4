"""The bar tells how far it is and how long it will take, in any terminal, whoever is graded; a log gets a few lines."""

import io
import re

import pytest
from rich.console import Console
from rich.progress import Progress

from grader.classroom.progress import STEPS, Bar, Pace, Watcher, can_draw, watching
from grader.language import ENGLISH, language
from grader.words import say


class Terminal(io.StringIO):
    """A stream that says of itself that it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


def test_remaining() -> None:
    """What is left is told by what was graded; what had its result already took no time."""
    clock = Clock()
    pace = Pace(30, clock)
    for _ in range(10):
        pace.count(graded=False)
    clock.now += 6
    pace.count(graded=True)
    pace.count(graded=True)
    assert (pace.done, pace.remaining) == (12, None)

    pace.count(graded=True)
    assert (pace.elapsed, pace.remaining) == (6, 34)


def test_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is no terminal a line is written now and then, however large the class is."""
    with watching(1000, ENGLISH, io.StringIO()) as watcher:
        for _ in range(1000):
            watcher.done("Kim", graded=True)
    lines = capsys.readouterr().err.splitlines()

    assert lines[0] == "grader: grading 1000 submissions"
    assert lines[1:] == [f"grader: {step * 100} of 1000 are done" for step in range(1, STEPS + 1)]


@pytest.mark.parametrize("total", [1, 3, 10, 11])
def test_few_lines(total: int, capsys: pytest.CaptureFixture[str]) -> None:
    """The last line of a small class tells that all are done, too."""
    with watching(total, ENGLISH, None) as watcher:
        for _ in range(total):
            watcher.done("Kim", graded=False)
    lines = capsys.readouterr().err.splitlines()

    assert len(lines) == 1 + min(total, STEPS)
    assert lines[-1] == f"grader: {total} of {total} are done"


def test_remark(capsys: pytest.CaptureFixture[str]) -> None:
    """A remark names the learner, whatever that is called, on one line."""
    Watcher(1, ENGLISH).remark("\x1b[2J\nKim", say("the result on disk is damaged"))

    assert capsys.readouterr().err == "grader: \\x1b[2J\\nKim: the result on disk is damaged\n"


@pytest.fixture
def bar() -> Bar:
    """Return a bar on a terminal of 80 columns, of a class of 30 that takes 2 s for each."""
    console = Console(file=Terminal(), force_terminal=True, width=80, color_system=None)
    bar = Bar(30, ENGLISH, Progress(console=console))
    clock = Clock()
    bar.pace = Pace(30, clock)
    for number in range(20):
        clock.now += 2
        bar.done(f"learner {number}", graded=True)
    return bar


def line(bar: Bar) -> str:
    """Return what stands behind a bar."""
    return bar.line(bar._progress.tasks[0]).plain


def test_bar(bar: Bar) -> None:
    """Behind the bar stands how many are done, how long it took and will take, and who was graded last."""
    assert line(bar) == "20 of 30, 0:40, 0:20 left  learner 19"
    for _ in range(10):
        bar.done("Kim", graded=True)
    assert line(bar) == "30 of 30, 0:40  Kim"


@pytest.mark.parametrize("name", ["\x1b[2J\u202e", "a\nb", "[bold]x[/bold][/]", "\uae40" * 5000, "\ud800", ":smile:"])
def test_hostile_name(name: str, bar: Bar) -> None:
    """No name draws over anything, breaks the line, or is longer than there is room for."""
    bar.done(name, graded=True)
    drawn = line(bar)

    assert drawn.isprintable()
    assert Console().render_str(drawn, markup=False).cell_len <= 30 + 24
    if len(name) < 20 and name.isprintable():
        assert drawn.endswith(f"  {name}")


def test_drawn() -> None:
    """On a terminal the bar is drawn, and what is said meanwhile stands above it."""
    stream = Terminal()
    with watching(2, language("ko"), stream) as watcher:
        watcher.done("[b]Kim", graded=True)
        watcher.remark("Lee [/]", say("the result on disk is damaged"))
        watcher.done("Lee\x1b[2J", graded=True)
    text = re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", stream.getvalue())

    assert "Lee [/]: the result on disk is damaged" in text
    assert "\x1b[2J" not in stream.getvalue()
    assert text.rstrip().endswith("Lee\\x1b[2J")


def test_cursor() -> None:
    """The terminal has its cursor all the time, so that it has one whenever the run is killed."""
    stream = Terminal()
    with watching(2, ENGLISH, stream) as watcher:
        watcher.done("Kim", graded=True)
        watcher.remark("Lee", say("the result on disk is damaged"))
        drawn = stream.getvalue()

    assert "\x1b[?25h" in drawn
    assert drawn.rfind("\x1b[?25h") > drawn.rfind("\x1b[?25l")


@pytest.mark.parametrize(
    "expected, stream, environ",
    [
        (True, Terminal(), {}),
        (True, Terminal(), {"TERM": "xterm"}),
        (False, Terminal(), {"TERM": "dumb"}),
        (False, io.StringIO(), {}),
        (False, None, {}),
    ],
)
def test_can_draw(expected: bool, stream: io.StringIO | None, environ: dict[str, str]) -> None:  # noqa: FBT001 - pytest gives it by its name
    """A bar is drawn only where one can be drawn over."""
    assert expected == can_draw(stream, environ)
