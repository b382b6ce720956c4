"""What the tests of the parent's side share: traces made by hand, and attempts graded as a user would."""

import asyncio
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.checks import Terms
from grader.trace import End, Event, Output, Scenario, Trace

ROOT = Path(__file__).parents[2]
KATAS = ("spinner_thread", "spinner_asyncio")
ATTEMPTS = ROOT / "tests" / "attempts"
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


@dataclass(frozen=True)
class Checked:
    """What `python -m grader check` came to."""

    code: int
    text: str
    errors: str

    @property
    def report(self) -> dict[str, Any]:
        """The JSON report."""
        report: dict[str, Any] = json.loads(self.text)
        return report

    @property
    def kata(self) -> dict[str, Any]:
        """The one kata in it."""
        (kata,) = self.report["katas"]
        found: dict[str, Any] = kata
        return found

    @property
    def statuses(self) -> dict[str, str]:
        """The status of each check of that kata."""
        return {check["id"]: check["status"] for check in self.kata["checks"]}

    def check(self, name: str) -> dict[str, Any]:
        """Return one check of that kata."""
        return next(check for check in self.kata["checks"] if check["id"] == name)


def check(
    path: str | Path, *options: str, seed: int = 1, env: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> Checked:
    """Grade an attempt by the command line, and return its JSON report."""
    command = [sys.executable, "-m", "grader", "check", str(path), "--seed", str(seed), "--format", "json", *options]
    done = subprocess.run(
        command, cwd=cwd, env=environment(env or {}), capture_output=True, text=True, timeout=120, check=False
    )
    return Checked(done.returncode, done.stdout, done.stderr)


def check_text(folder: Path, kata: str, source: str, *options: str) -> Checked:
    """Grade one kata whose file holds this text."""
    path = folder / f"{kata}.py"
    path.write_text(source, "utf-8")
    return check(path, *options)


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without what changes how Python or pytest behave, and with ``more``."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST", "COV_"))}
    # Where the package under test was found by a path from outside, a child must find the same one.
    sources = os.environ.get("PYTHONPATH")
    return own | ({"PYTHONPATH": sources} if sources else {}) | dict(more)


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


def descendants(pid: int) -> set[int]:
    """Return all processes below this one (Linux), but those that have ended and only wait to be noticed."""
    below: set[int] = set()
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            children = [int(child) for child in (task / "children").read_text().split()]
        except FileNotFoundError:
            continue
        for child in children:
            below |= {child} | descendants(child) if _lives(child) else set()
    return below


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def open_descriptors() -> int:
    """Return how many descriptors this process has open (Linux)."""
    for _ in range(3):  # a transport is closed a turn of the loop after it was told to
        await asyncio.sleep(0)
    return _count_descriptors()


def _count_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@contextmanager
def busy_processes(number: int) -> Iterator[None]:
    """Keep this many processes busy meanwhile."""
    started: list[subprocess.Popen[bytes]] = []
    try:
        started.extend(subprocess.Popen([sys.executable, "-S", "-c", "while True: pass"]) for _ in range(number))
        yield
    finally:
        for process in started:
            process.kill()
        for process in started:
            process.wait()


def without_seconds(checked: Checked) -> dict[str, Any]:
    """Return a report but for the one value that differs from run to run."""
    return {key: value for key, value in checked.report.items() if key != "seconds"}


def failed(kata: Mapping[str, Any], *, bonus: bool = False) -> Sequence[str]:
    """Return the ids of the checks that failed, the required ones or the bonus ones, in order."""
    return [check["id"] for check in kata["checks"] if check["status"] == "failed" and check["bonus"] is bonus]
