"""Attempts graded as a user would, by the command line, and a machine that is kept busy meanwhile."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader import attempt

ROOT = Path(__file__).parents[2]
KATAS = attempt.KATAS
SPINNERS = ("spinner_thread", "spinner_asyncio")
"""The two katas that many tests and the benchmark are about, whatever others there are."""
ATTEMPTS = ROOT / "tests" / "attempts"


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


def check(  # noqa: PLR0913 - each but the first is an option
    path: str | Path,
    *options: str,
    seed: int = 1,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    within: Sequence[str] = (),
    timeout: float = 120,
) -> Checked:
    """Grade an attempt by the command line, and return its JSON report; ``within`` stands before the command."""
    command = [sys.executable, "-m", "grader", "check", str(path), "--seed", str(seed), "--format", "json", *options]
    done = subprocess.run(
        [*within, *command],
        cwd=cwd,
        env=environment(env or {}),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    return Checked(done.returncode, done.stdout, done.stderr)


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without what changes how Python or pytest behave, and with ``more``."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST", "COV_"))}
    # Where the package under test was found by a path from outside, a child must find the same one.
    sources = os.environ.get("PYTHONPATH")
    return own | ({"PYTHONPATH": sources} if sources else {}) | dict(more)


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
