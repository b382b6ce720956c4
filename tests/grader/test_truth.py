"""A truth run confirms a verdict, or makes the kata unjudged; it never makes a pass."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from parent_helpers import Story, check_text, kata_module, solution
from runs import SPINNERS, check, failed

from grader.attempt import Source
from grader.backstage import Backstage
from grader.checks import CheckFailed
from grader.trace import Trace
from grader.truth import RUNS, confirm, hold_to_truth, is_due, same_for_real
from grader.verdict import CheckResult, Finding, KataStatus, KataVerdict

if TYPE_CHECKING:
    from warm_grading import Grade

pytest_plugins = ("warm_grading",)

WRONG = Finding("a clean line", "it shows '|'", "Wipe it.", line=7)
# What tells an attempt that it is graded: an honest one never asks.
DETECT = "import sys\nVIRTUAL = 'grader.wire' in sys.modules\n"
FRAMES = "|/-\\"


def verdict(status: KataStatus) -> KataVerdict:
    """Return a kata's verdict with this status."""
    return KataVerdict("spinner_thread", status, checks=(CheckResult("frames", "It draws.", "passed"),))


@pytest.mark.parametrize(
    "status, virtual, real, expected",
    [
        ("passed", None, None, ("passed", "passed")),
        ("passed", None, WRONG, ("unjudged", "failed")),
        ("failed", WRONG, WRONG, ("failed", "failed")),
        ("failed", WRONG, None, ("unjudged", "passed")),
        # Another scenario failed, which a right main doesn't contradict.
        ("failed", None, None, ("failed", "passed")),
        ("failed", None, WRONG, ("failed", "failed")),
        ("unjudged", None, None, ("unjudged", "passed")),
        ("unjudged", None, WRONG, ("unjudged", "failed")),
    ],
)
def test_confirm(status: KataStatus, virtual: Finding | None, real: Finding | None, expected: tuple[str, str]) -> None:
    """Only what both runs speak of is held against each other; no truth run makes a pass out of anything."""
    confirmed = confirm(verdict(status), virtual, real)

    assert confirmed.real is not None
    assert (confirmed.status, confirmed.real.status) == expected
    assert confirmed.checks == verdict(status).checks


def test_disagreement_shows_both() -> None:
    """Where virtual and real time disagree both findings are shown."""
    confirmed = confirm(verdict("passed"), None, WRONG)

    assert confirmed.finding is not None
    assert confirmed.finding.seen == (
        "in virtual time: all was right; in real time: a clean line was expected, and it shows '|'"
    )
    assert confirmed.real is not None
    assert confirmed.real.finding is WRONG


class Stopwatch(Backstage):
    """Plays nothing for real, but gives what is told to have been seen, run by run."""

    def __init__(self, *seen: Trace) -> None:
        """Give these traces, one after another."""
        super().__init__(fork=False, pty=False)
        self.seen = list(seen)

    async def play_for_real(self, source: bytes, filename: str) -> Trace:  # noqa: ARG002 - as the stage's
        """Return what comes next."""
        return self.seen.pop(0)


def lasting(milliseconds: int, start: int = 0, answer: str = "Answer: 42") -> Trace:
    """Return the trace of a main that takes so long, in a program that prints nothing before ``start``."""
    told = Story().wait(start).out("spinner object: <Task>\r\n")
    for number in range(milliseconds // 100):
        told.out(f"\r{FRAMES[number % 4]} thinking!").wait(100)
    return told.out("\r\x1b[K").out(f"{answer}\r\n").trace()


async def held(virtual: Trace, stopwatch: Stopwatch, status: KataStatus = "failed") -> KataVerdict:
    """Return a verdict that was held to these truth runs."""
    kata = kata_module("spinner_asyncio").KATA
    source = Source("spinner_asyncio", Path("spinner_asyncio.py"), "spinner_asyncio.py", b"")
    return await hold_to_truth(verdict(status), kata, virtual, stopwatch, source)


@pytest.mark.asyncio
async def test_slow_start() -> None:
    """A busy machine takes long to start Python: that doesn't make a main of 2.5 seconds one of three."""
    held_to = await held(lasting(2_500), Stopwatch(lasting(2_500, start=450)))

    assert (held_to.status, held_to.real and held_to.real.status) == ("failed", "failed")


@pytest.mark.asyncio
async def test_late_once() -> None:
    """What a busy machine has made longer is run once more: what is too short can't hide for long."""
    stopwatch = Stopwatch(lasting(3_000), lasting(2_600))
    held_to = await held(lasting(2_500), stopwatch)

    assert (held_to.status, held_to.real and held_to.real.status) == ("failed", "failed")
    assert stopwatch.seen == []


@pytest.mark.asyncio
async def test_late_start_is_no_excuse() -> None:
    """The start is left out only where it may have hidden what was too short, not where something else failed."""
    real = [lasting(2_500, start=500)] * RUNS
    held_to = await held(lasting(3_000, answer="Answer: 41"), Stopwatch(*real))

    assert (held_to.status, held_to.real and held_to.real.status) == ("unjudged", "passed")


@pytest.mark.asyncio
async def test_right_again_and_again() -> None:
    """A main that is right for real in every run contradicts a virtual one that was too short."""
    stopwatch = Stopwatch(*[lasting(3_000)] * RUNS)
    held_to = await held(lasting(2_500), stopwatch)

    assert (held_to.status, held_to.real and held_to.real.status) == ("unjudged", "passed")
    assert stopwatch.seen == []


@pytest.mark.asyncio
async def test_passes_are_run_once() -> None:
    """A pass is held to one run, start included: the machine can only make that longer."""
    stopwatch = Stopwatch(lasting(2_800, start=300), lasting(2_000))
    held_to = await held(lasting(3_000), stopwatch, "passed")

    assert (held_to.status, held_to.real and held_to.real.status) == ("passed", "passed")
    assert len(stopwatch.seen) == 1


def skipping() -> Trace:
    """Return the trace of a main that draws what the clock says, and was kept from the processor for two frames."""
    told = Story().out("spinner object: <Task>\r\n")
    for number in (*range(10), *range(12, 30)):
        told.out(f"\r{FRAMES[number % 4]} thinking!").wait(300 if number == 9 else 100)
    return told.out("\r\x1b[K").out("Answer: 42\r\n").trace()


@pytest.mark.asyncio
async def test_a_frame_that_a_busy_machine_left_out() -> None:
    """A pass isn't put in doubt by one run on a busy machine, if the next one is right."""
    stopwatch = Stopwatch(skipping(), lasting(3_000), skipping())
    held_to = await held(lasting(3_000), stopwatch, "passed")

    assert (held_to.status, held_to.real and held_to.real.status) == ("passed", "passed")
    assert len(stopwatch.seen) == 1


@pytest.mark.asyncio
async def test_frames_left_out_again_and_again() -> None:
    """A pass that is wrong in every run is no pass."""
    stopwatch = Stopwatch(*[skipping()] * RUNS)
    held_to = await held(lasting(3_000), stopwatch, "passed")

    assert (held_to.status, held_to.real and held_to.real.status) == ("unjudged", "failed")
    assert stopwatch.seen == []


@pytest.mark.asyncio
async def test_failures_are_run_once() -> None:
    """A failed kata whose main is right in virtual time isn't contradicted by any run, so that one will do."""
    stopwatch = Stopwatch(skipping(), lasting(3_000))
    held_to = await held(lasting(3_000), stopwatch)

    assert (held_to.status, held_to.real and held_to.real.status) == ("failed", "failed")
    assert len(stopwatch.seen) == 1


@pytest.mark.parametrize(
    "status, due",
    [("passed", True), ("failed", True), ("unjudged", True), ("todo", False), ("broken", False), ("missing", False)],
)
def test_is_due(status: KataStatus, due: bool) -> None:  # noqa: FBT001 - pytest gives it by name
    """What can't be run or isn't written is not run for real."""
    assert is_due(verdict(status)) is due


def test_is_due_after_a_limit() -> None:
    """What a limit ended is not run for real: that would only take long."""
    assert not is_due(KataVerdict("spinner_thread", "failed", "endless"))


def test_references() -> None:
    """The references pass for real, too."""
    checked = check("solutions", "--real")

    assert checked.code == 0
    assert [kata["real"] for kata in checked.report["katas"]] == [{"status": "passed", "finding": None}] * 2


def test_at_the_same_time(tmp_path: Path) -> None:
    """The truth runs of both katas go on at once: each main waits for a sign of the other's."""
    for kata in SPINNERS:
        wait = f"""
import pathlib, time
if not VIRTUAL:
    def main(right=main):
        pathlib.Path({str(tmp_path / kata)!r}).touch()
        while not all(pathlib.Path({str(tmp_path)!r}, kata).exists() for kata in {SPINNERS!r}):
            time.sleep(0.01)
        right()
"""
        (tmp_path / f"{kata}.py").write_text(DETECT + solution(kata) + wait, "utf-8")
    checked = check(tmp_path, "--real")

    assert [kata["real"] for kata in checked.report["katas"]] == [{"status": "passed", "finding": None}] * 2


@pytest.mark.parametrize("kata", SPINNERS)
def test_right_only_in_virtual_time(tmp_path: Path, kata: str, grade: "Grade") -> None:
    """A program that passes in virtual time and fails for real is no pass: it is unjudged, with both findings."""
    source = DETECT + solution(kata) + "\nif not VIRTUAL:\n    def main(): print('Answer: 42')\n"
    checked = check_text(tmp_path, kata, source, "--real", by=grade)

    assert (checked.code, checked.kata["status"], checked.kata["real"]["status"]) == (1, "unjudged", "failed")
    assert {each["status"] for each in checked.kata["checks"] if not each["bonus"]} == {"passed"}
    assert "in virtual time: all was right; in real time: " in checked.kata["finding"]["seen"]
    assert "there was no frame" in checked.kata["real"]["finding"]["seen"]


@pytest.mark.parametrize("kata", SPINNERS)
def test_right_only_for_real(tmp_path: Path, kata: str, grade: "Grade") -> None:
    """A program whose main fails in virtual time only is not blamed."""
    source = DETECT + solution(kata) + "\nif VIRTUAL:\n    def main(): print('Answer: 42')\n"
    checked = check_text(tmp_path, kata, source, "--real", by=grade)

    assert (checked.code, checked.kata["status"], checked.kata["real"]["status"]) == (1, "unjudged", "passed")
    assert failed(checked.kata) == ["answer"]


@pytest.mark.parametrize("kata", SPINNERS)
def test_failure_elsewhere(tmp_path: Path, kata: str, grade: "Grade") -> None:
    """A check that failed in another scenario is not contradicted by a main that looks right."""
    source = re.sub(r"return (.*slow_function\(\))", r"\1; return 42", solution(kata))
    checked = check_text(tmp_path, kata, source, "--real", by=grade)

    assert (checked.kata["status"], failed(checked.kata)) == ("failed", ["result"])
    assert checked.kata["real"] == {"status": "passed", "finding": None}
    assert checked.kata["finding"] is None


def test_not_run(tmp_path: Path, grade: "Grade") -> None:
    """What is still to be written, is broken or was ended by a limit gets no truth run, and takes no time for it."""
    todo = grade("exercises", "--real")
    broken = check_text(tmp_path, "spinner_thread", "import nothing_of_that_name", "--real", by=grade)
    source = solution("spinner_asyncio").replace("spinner.cancel()", "await spinner")
    endless = check_text(tmp_path, "spinner_asyncio", source, "--real", by=grade)

    assert [kata["real"] for kata in todo.report["katas"]] == [None, None]
    assert (broken.kata["status"], broken.kata["real"]) == ("broken", None)
    assert (endless.kata["status"], endless.kata["cause"] is None, endless.kata["real"]) == ("failed", False, None)


# --- a kata that says nothing of its own ------------------------------------------------------------------------------


def counted(*lines: str, seconds: int = 1, cause: str | None = None) -> Trace:
    """Tell of a program that prints lines, so many seconds apart, the first one after that time."""
    told = Story()
    for line in lines:
        told.wait(1_000 * seconds).out(f"{line}\r\n")
    return told.trace(cause)


@pytest.mark.parametrize(
    "real, expected",
    [
        (counted("2", "1"), None),
        (counted("2", "1", seconds=40), None),
        (counted("2", "0"), "at the end the screen shows '2 / 1'"),
        (counted("2"), "at the end the screen shows '2 / 1'"),
        (counted("2", "1", seconds=0), "its last output comes after 2 s"),
        (counted("2", "1", cause="endless"), "main returns, and the program ends"),
    ],
)
def test_same_for_real(real: Trace, expected: str | None) -> None:
    """Where a kata has no judge of its own, it must show in the end what it shows in virtual time, and not earlier."""
    whole = counted("2", "1")
    same_for_real(whole, whole)
    if expected is None:
        same_for_real(whole, real)
        return
    with pytest.raises(CheckFailed) as refused:
        same_for_real(whole, real)

    assert refused.value.finding.expected == expected
