"""What the tests of the parent's side share: traces made by hand, and attempts graded as a user would."""

import asyncio
import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from runs import ATTEMPTS, ROOT, Checked, check

from grader.checks import Terms
from grader.trace import End, Event, Output, Scenario, Trace

MS = 1_000_000  # nanoseconds
SCENARIO = Scenario("by hand", {"play": "thread", "calls": []})


class Story:
    """A trace that is written by hand: what was put out, when the clock moved, which marks were reached."""

    def __init__(self) -> None:
        """Begin at 0 with nothing."""
        self.entries: list[Event | Output] = []
        self.now = 0
        self.number = 0

    def out(self, text: str) -> "Story":
        """Let text come through the terminal."""
        self.entries.append(Output(self.now, text.encode()))
        return self

    def event(self, kind: str, **fields: object) -> "Story":
        """Let an event happen."""
        self.number += 1
        data = {"n": self.number, "e": kind, "t": self.now, **fields}
        self.entries.append(Event(kind, self.now, 0, None, data))
        return self

    def mark(self, label: str, **fields: object) -> "Story":
        """Reach a mark."""
        return self.event("mark", label=label, ask=True, **fields)

    def wait(self, milliseconds: float) -> "Story":
        """Let the clock move on."""
        to = self.now + round(milliseconds * MS)
        self.event("advance", to=to, ask=True)
        self.now = to
        return self

    def trace(self, cause: str | None = None, scenario: Scenario = SCENARIO, **end: object) -> Trace:
        """Return what has happened so far, ended for this cause."""
        return Trace(tuple(self.entries), End(cause, **end), scenario)


def check_text(folder: Path, kata: str, source: str, *options: str, by: Callable[..., Checked] = check) -> Checked:
    """Grade one kata whose file holds this text, in a new process or by whatever else grades."""
    path = folder / f"{kata}.py"
    path.write_text(source, "utf-8")
    return by(path, *options)


def solution(kata: str) -> str:
    """Return the reference solution's text."""
    return (ROOT / "solutions" / f"{kata}.py").read_text("utf-8")


def lesson(kata: str) -> str:
    """Return the text of the lesson's own program."""
    return (ATTEMPTS / kata / "right" / "lesson.py").read_text("utf-8")


def kata_module(kata: str) -> ModuleType:
    """Return the module with a kata's checks."""
    folder = str(ROOT / "tests" / "katas")
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module(f"test_{kata}")


def checks_of(kata: str) -> dict[str, tuple[Terms, Callable[..., Any]]]:
    """Return a kata's checks in the order of the file: by id, how each is declared, and its function."""
    found = {}
    for name, function in vars(kata_module(kata)).items():
        terms = [mark.args[0] for mark in getattr(function, "pytestmark", ()) if mark.name == "check"]
        if name.startswith("test_") and terms:
            found[name.removeprefix("test_")] = (terms[0], function)
    return found


async def open_descriptors() -> int:
    """Return how many descriptors this process has open (Linux)."""
    for _ in range(3):  # a transport is closed a turn of the loop after it was told to
        await asyncio.sleep(0)
    return _count_descriptors()


def _count_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))
