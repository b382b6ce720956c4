"""The obvious suite and our check on the same attempts, in the same run: what each says, and what it costs."""

import os
import platform
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from collection import read_all
from rich.console import Console
from rich.progress import track
from runs import ROOT, SPINNERS, busy_processes, environment

from grader.labels import Labelled

GIVEN_UP = 60  # seconds after which a suite that hangs is killed, as an instructor would have to
OBVIOUS = Path(__file__).parent / "obvious"
TALLY = re.compile(rb"(\d+) (?:passed|failed|error)")


@dataclass(frozen=True, slots=True)
class Run:
    """One suite on one attempt: whether it let it pass (None: no verdict), and seconds of wall and processor time."""

    passed: bool | None
    wall: float
    cpu: float


def obvious(path: Path, kata: str) -> list[str]:
    """Return the command of the obvious suite."""
    options = ["-q", "-c", str(OBVIOUS / "pytest.ini"), str(OBVIOUS / f"test_{kata}.py"), f"--attempt={path}"]
    return [sys.executable, "-m", "pytest", *options]


def ours(path: Path, kata: str) -> list[str]:
    """Return the command of our check."""
    return [sys.executable, "-m", "grader", "check", str(path), "--kata", kata, "--seed", "1", "--format", "json"]


SUITES: dict[str, Callable[[Path, str], list[str]]] = {"the obvious suite": obvious, "check": ours}


def run(command: Sequence[str]) -> Run:
    """Run a suite in a process of its own, with all that it starts, and kill what hangs."""
    begin, before = time.monotonic(), _cpu_of_children()
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment({}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            output = process.communicate(timeout=GIVEN_UP)[0]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output = process.communicate()[0]
    return Run(_verdict(process.returncode, output), time.monotonic() - begin, _cpu_of_children() - before)


def _verdict(code: int, output: bytes) -> bool | None:
    # Both end with 0 for a pass and 1 for a failure, and both must have judged something.
    judged = TALLY.search(output) or b'"status"' in output
    return code == 0 if code in (0, 1) and judged else None


def _cpu_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def sample(right: int, wrong: int) -> list[tuple[Path, str, bool]]:
    """Return what both are run on, as (path, kata, right): the references, and so many attempts of each kind."""
    collection = [attempt for attempt in read_all() if not attempt.old]
    found = []
    for kata in SPINNERS:
        found.append((ROOT / "solutions" / f"{kata}.py", kata, True))
        for is_right, number in ((True, right), (False, wrong)):
            these = [each for each in collection if each.kata == kata and (each.first is None) is is_right]
            found += [(each.path, kata, is_right) for each in spread(these, number)]
    return found


def spread(attempts: Sequence[Labelled], number: int) -> Iterator[Labelled]:
    """Choose so many, evenly spread over the list."""
    return (attempts[position * len(attempts) // number] for position in range(min(number, len(attempts))))


def compare(attempts: Sequence[tuple[Path, str, bool]], busy: int) -> dict[str, list[tuple[bool, Run]]]:
    """Run both suites on each attempt, one after the other, beside so many busy processes: (right, run) by suite."""
    found: dict[str, list[tuple[bool, Run]]] = {name: [] for name in SUITES}
    what = f"{busy} busy processes" if busy else "idle"
    with busy_processes(busy):
        for path, kata, right in track(attempts, what, console=Console(stderr=True)):
            for name, command in SUITES.items():
                found[name].append((right, run(command(path, kata))))
    return found


def table(found: dict[str, list[tuple[bool, Run]]]) -> Iterator[str]:
    """Return what came of a comparison as rows of a Markdown table, the ratio of the wall times last."""
    yield "| | wall time, median | processor time, median | right ones not passed | wrong ones passed | no verdict |"
    yield "| --- | --: | --: | --: | --: | --: |"
    medians = {name: statistics.median(run.wall for _, run in runs) for name, runs in found.items()}
    for name, runs in found.items():
        cpu = statistics.median(run.cpu for _, run in runs)
        right, wrong = ([run for is_right, run in runs if is_right is kind] for kind in (True, False))
        missed = f"{sum(not run.passed for run in right)} of {len(right)}"
        let_pass = f"{sum(run.passed is True for run in wrong)} of {len(wrong)}"
        none = sum(run.passed is None for _, run in runs)
        yield f"| {name} | {medians[name]:.2f} s | {cpu:.2f} s | {missed} | {let_pass} | {none} |"
    slow, fast = medians.values()
    yield f"| ratio | {slow / fast:.1f} | | | | |"


def machine() -> str:
    """Return when and where this is measured."""
    date = datetime.now(UTC).date().isoformat()
    where = f"{_processor()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    return f"Measured on {date}: {where}."


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()
