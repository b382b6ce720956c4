"""What both modules of the obvious suite share: the attempt, and a screen that knows when something appeared on it.

This is the suite that a careful instructor would write with pytest, pytest-asyncio and pytest-timeout, in real time:
sleep, look, and compare with a tolerance. It is here to be compared with the grader.
"""

import importlib.util
import io
import itertools
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pyte
import pytest

CHARS = "|/-\\"
LASTING = 0.01
"""A state of the screen that is over sooner, such as a blank line between two frames, is no frame."""


@dataclass(frozen=True)
class State:
    """What the screen showed, rows that are blank left out, and from when on."""

    at: float
    text: str

    @property
    def frame(self) -> str:
        """The lowest row, which is where a spinner turns, if it is a frame, else an empty string."""
        row = self.text.rpartition("\n")[2]
        return row if row and row[0] in CHARS else ""


class Terminal(pyte.Screen):
    """A terminal, wide enough for any announcement."""

    def __init__(self) -> None:
        """Go to column 0 at a line feed, as the terminals do that programs print to."""
        super().__init__(200, 6)
        self.set_mode(pyte.modes.LNM)

    def restore_cursor(self) -> None:
        """Restore the cursor as often as one likes: pyte itself forgets what was saved after the first time."""
        super().restore_cursor()
        self.save_cursor()

    @property
    def text(self) -> str:
        """The rows that aren't blank."""
        rows = (row.rstrip() for row in self.display)
        return "\n".join(row for row in rows if row)


class Screen(io.RawIOBase):
    """A terminal behind standard output: keeps what arrives with the time of its arrival, renders it when asked."""

    def __init__(self) -> None:
        """Start with nothing written."""
        self.chunks: list[tuple[float, bytes]] = []

    def writable(self) -> bool:
        """A terminal can be written to."""
        return True

    def isatty(self) -> bool:
        """It is one, so standard output is line-buffered in front of it."""
        return True

    def write(self, data: bytes) -> int:
        """Note what arrives, and when."""
        self.chunks.append((time.monotonic(), bytes(data)))
        return len(data)

    @property
    def written(self) -> str:
        """All that has been written, as it is."""
        return b"".join(data for _, data in self.chunks).decode()

    def states(self) -> list[State]:
        """Tell what was on the screen, state by state; a state lasts until the text changes."""
        terminal, states = Terminal(), []
        stream = pyte.ByteStream(terminal)
        for at, data in self.chunks:
            stream.feed(data)
            states.append(State(at, terminal.text))
        states = merge(states)
        ends = [*(state.at for state in states[1:]), time.monotonic()]
        return merge([state for state, end in zip(states, ends, strict=False) if end - state.at >= LASTING])

    def frames(self) -> list[State]:
        """Return the states in which a frame of a spinner was on screen."""
        return [state for state in self.states() if state.frame]

    def end(self) -> Terminal:
        """Flush standard output and return the terminal as it is then."""
        sys.stdout.flush()
        terminal = Terminal()
        pyte.ByteStream(terminal).feed(b"".join(data for _, data in self.chunks))
        return terminal

    def text(self) -> str:
        """Return what is to be read on the screen at the end."""
        return self.end().text

    def assert_clean(self, row: int = 0) -> None:
        """Check that the spinner's line is blank, and the cursor visible at its beginning."""
        terminal = self.end()
        assert terminal.display[row].strip() == "", "the line isn't blank"
        assert (terminal.cursor.y, terminal.cursor.x) == (row, 0), "the cursor isn't at the beginning of the line"
        assert not terminal.cursor.hidden, "the cursor is hidden"


def merge(states: list[State]) -> list[State]:
    """Make one state of neighbours that show the same."""
    return [next(group) for _, group in itertools.groupby(states, key=lambda state: state.text)]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that names the attempt."""
    parser.addoption("--attempt", type=Path, required=True, help="the attempt: a file, or a folder with both")


@pytest.fixture
def screen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Put a screen behind standard output, where every write arrives at once.

    With the parameter "line-buffered" it arrives when it is flushed or its line ends, as on a terminal.
    """
    screen = Screen()
    if getattr(request, "param", None) == "line-buffered":
        buffer = io.BufferedWriter(screen)
        stdout = io.TextIOWrapper(buffer, encoding="utf-8", newline="\n", line_buffering=True)
    else:
        stdout = io.TextIOWrapper(screen, encoding="utf-8", newline="\n", write_through=True)
    monkeypatch.setattr(sys, "stdout", stdout)
    return screen


# The screen is asked for because it has to be there first.
@pytest.fixture
def kata(request: pytest.FixtureRequest, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> ModuleType:  # noqa: ARG001
    """Import the attempt, fresh for each test, and after standard output was replaced: it may keep `sys.stdout`."""
    path = request.config.getoption("--attempt")
    if path.is_dir():
        path /= request.module.__name__.removeprefix("test_") + ".py"
    spec = importlib.util.spec_from_file_location("attempt", path)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "attempt", module)
    spec.loader.exec_module(module)
    return module
