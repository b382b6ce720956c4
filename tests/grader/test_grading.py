"""One kata while it is graded: what is played when, what blocks what, and why an attempt can't be graded at all."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from parent_helpers import Story

from grader.attempt import Source
from grader.checks import CheckFailed, Kata, NotDone, refuse_processes
from grader.explaining import failed_to_explain
from grader.grading import Grading, why_broken
from grader.run import Run
from grader.trace import Scenario, Trace
from grader.verdict import CheckResult, CheckStatus, Finding
from grader.words import Message, say

NAMES = ("spin", "main")
SOURCE = Source("spinner_thread", Path("spinner_thread.py"), "spinner_thread.py", b"attempt")
REFERENCE = b"reference"
THERE = {"spin": "function", "main": "function"}


def loaded() -> Story:
    """Return a story in which the attempt was loaded."""
    return Story().mark("loaded").mark("inspected", names=THERE)


ERROR = {"type": "NameError", "text": "name 'x' is not defined", "line": 3, "function": None}
TODO = {"type": "NotImplementedError", "text": "", "line": 9, "function": "spin", "todo": True}
GOOD = loaded().trace()


class Stand:
    """Stands in for a backstage: has the traces ready, and notes in which order they were asked for."""

    def __init__(self, traces: Mapping[str, Trace], *, playing: bool = False) -> None:
        """Give these traces; ``playing``: only once `done` is set."""
        self.traces = traces
        self.played: list[tuple[str, bytes]] = []
        self.abandoned: list[str] = []
        self.done = asyncio.Event()
        if not playing:
            self.done.set()

    async def play(
        self, scenario: Scenario, source: bytes, filename: str, abandoned: "asyncio.Future[None] | None" = None
    ) -> Trace:
        """Return the trace of this scenario's name."""
        assert filename == SOURCE.name
        self.played.append((scenario.name, source))
        waiting = asyncio.create_task(self.done.wait())
        await asyncio.wait([waiting, *([abandoned] if abandoned else [])], return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if abandoned is not None and abandoned.done():
            self.abandoned.append(scenario.name)
            raise asyncio.CancelledError
        return replace(self.traces[scenario.name], scenario=scenario)


def shown(trace: Trace) -> Message:
    """Say in one line what happened."""
    return say("the reference in {name}", name=trace.scenario.name)


def grading_of(backstage: Stand, *, reference: bytes | None = REFERENCE) -> Grading:
    """Return the grading of a kata with this backstage's scenarios."""
    scenarios = [Scenario(name, {}) for name in backstage.traces]
    kata = Kata(
        NAMES,
        lambda _random: scenarios,
        shown,
        "main",
        lambda _trace: None,
        picture=lambda call: Run(call.begin, (), ()),
        title=lambda call: say("call {number}", number=call.number),
        teach=lambda check, failed, _source: replace(failed.finding, why=f"why {check} is so"),
    )
    return Grading(kata, scenarios, SOURCE, reference, backstage)  # type: ignore[arg-type]


def result(name: str, status: CheckStatus, **fields: object) -> CheckResult:
    """Return the result of a check."""
    return CheckResult(name, "It does.", status, **fields)  # type: ignore[arg-type]


FAILED = CheckFailed(Finding("a frame", "nothing", "Draw one."), None)
TAUGHT = replace(FAILED.finding, why="why frames is so")


# --- playing ------------------------------------------------------------------------------------------------------


@pytest.mark.asyncio
async def test_played_once() -> None:
    """A scenario is played once, however many checks ask for its trace."""
    backstage = Stand({"names": GOOD, "spin": GOOD})
    grading = grading_of(backstage)

    assert await grading.play("spin") is await grading.play("spin")
    await grading.close()
    assert backstage.played == [("names", SOURCE.data), ("spin", SOURCE.data)]


@pytest.mark.asyncio
async def test_played_ahead() -> None:
    """While checks are judged, the scenarios that come next are played already, in order."""
    backstage = Stand({"names": GOOD, "spin": GOOD, "slow": GOOD, "main": GOOD})
    grading = grading_of(backstage)
    await grading.play("names")
    await asyncio.sleep(0)
    for _ in range(20):
        await asyncio.sleep(0)
    await grading.close()

    assert [name for name, _ in backstage.played] == ["names", "spin", "slow", "main"]


@pytest.mark.asyncio
async def test_not_played_ahead_after_a_limit() -> None:
    """Once a scenario ended at a limit that takes real time, only what a check asks for is played."""
    backstage = Stand(
        {"names": GOOD, "spin": loaded().mark("called").trace("hung"), "slow": GOOD, "main": GOOD, "wide": GOOD}
    )
    grading = grading_of(backstage)
    await grading.play("spin")
    for _ in range(20):
        await asyncio.sleep(0)
    before = len(backstage.played)
    await grading.play("wide")
    await grading.close()

    assert [name for name, _ in backstage.played[before:]] == ["wide"]
    assert "main" not in dict(backstage.played)


@pytest.mark.asyncio
async def test_closed() -> None:
    """At the end, what is played for nobody is abandoned, and nothing more is begun."""
    backstage = Stand({"names": GOOD, "spin": GOOD, "slow": GOOD}, playing=True)
    grading = grading_of(backstage)
    asking = asyncio.create_task(grading.play("names"))
    for _ in range(5):
        await asyncio.sleep(0)
    await grading.close()
    await asyncio.gather(asking, return_exceptions=True)

    assert (backstage.abandoned, [name for name, _ in backstage.played]) == (["names", "spin"], ["names", "spin"])


@pytest.mark.asyncio
async def test_closed_without_any() -> None:
    """Where no check asked for anything, there is nothing to end."""
    backstage = Stand({"names": GOOD})
    await grading_of(backstage).close()

    assert backstage.played == []


@pytest.mark.asyncio
async def test_todo() -> None:
    """A scenario in which a function is still to be written can't be judged, whichever check asks."""
    trace = loaded().mark("raised", error=TODO).trace()
    grading = grading_of(Stand({"names": GOOD, "spin": trace}))

    with pytest.raises(NotDone) as not_done:
        await grading.play("spin")
    await grading.close()
    assert (not_done.value.function, not_done.value.line) == ("spin", 9)


def test_process() -> None:
    """A scenario in which a process was started fails the check that asks, with the line."""
    trace = loaded().event("process", what="os.system", line=12).trace()

    with pytest.raises(CheckFailed) as failed:
        refuse_processes(trace)
    assert (failed.value.cause, failed.value.finding.line) == ("processes", 12)
    assert "os.system" in failed.value.finding.seen


@pytest.mark.asyncio
async def test_broken() -> None:
    """Where the first scenario shows that the attempt can't be graded, every question is answered so."""
    broken = Story().trace("broken", error=ERROR)
    grading = grading_of(Stand({"names": broken, "spin": broken}))

    for name in ("names", "spin", "spin"):
        with pytest.raises(CheckFailed):
            await grading.play(name)
    await grading.close()
    assert grading.broken is not None
    assert (grading.broken.line, grading.broken.seen) == (3, "NameError: name 'x' is not defined, line 3")


# --- why an attempt can't be graded -------------------------------------------------------------------------------


def test_nothing_is_broken() -> None:
    """An attempt that was loaded, did nothing and has all names can be graded."""
    assert why_broken(GOOD, NAMES) is None


@pytest.mark.parametrize(
    "hint, error",
    [
        ("cannot import a file that lies beside it", {"type": "ModuleNotFoundError", "text": "No module named 'x'"}),
        ("must not end the program", {"type": "SystemExit", "text": ""}),
        ("cannot read this line", {"type": "SyntaxError", "text": "expected ':'"}),
        ("cannot read this line", {"type": "IndentationError", "text": "unexpected indent"}),
        ("asyncio.async became", {"type": "SyntaxError", "text": "invalid syntax"}),
        ("write async def", {"type": "AttributeError", "text": "module 'asyncio' has no attribute 'coroutine'"}),
        ("Run the file with Python yourself", {"type": "NameError", "text": "name 'x' is not defined"}),
    ],
)
def test_import_error(hint: str, error: dict[str, str]) -> None:
    """Why a file can't be imported is said with its line, and what to do."""
    finding = why_broken(Story().trace("broken", error={**error, "line": 3, "function": None}), NAMES)

    assert finding is not None
    assert finding.line == 3
    assert finding.seen.startswith(error["type"])
    assert hint in finding.hint


@pytest.mark.parametrize(
    "deed, begin",
    [
        ("it prints", lambda story: story.event("write", text="hello", line=2)),
        ("it sleeps", lambda story: story.event("sleep", ns=1, line=2)),
        ("it makes a task", lambda story: story.event("task", state="created", line=2)),
        ("it keeps busy", lambda story: story.event("busy", line=2)),
        ("it starts a thread", lambda story: story.event("thread", state="started", name="t")),
    ],
)
def test_does_something_when_imported(deed: str, begin: Callable[[Story], Story]) -> None:
    """Importing the file must start nothing and print nothing."""
    trace = begin(Story()).mark("loaded").mark("inspected", names=THERE).trace()
    finding = why_broken(trace, NAMES)

    assert finding is not None
    assert deed in finding.seen
    assert why_broken(begin(loaded()).trace(), NAMES) is None


def test_import_that_never_ends() -> None:
    """An import that is cut off says by what, and where."""
    finding = why_broken(Story().trace("deadlock", line=4), NAMES)

    assert finding is not None
    assert ("never ended" in finding.seen, finding.line) == (True, 4)


@pytest.mark.parametrize("kinds", [{"spin": "function"}, {"spin": "function", "main": "missing"}])
def test_missing_name(kinds: dict[str, str]) -> None:
    """A name of the contract that isn't there is named."""
    finding = why_broken(Story().mark("loaded").mark("inspected", names=kinds).trace(), NAMES)

    assert finding is not None
    assert "no main " in finding.seen
    assert "spin, main" in finding.expected


# --- findings -----------------------------------------------------------------------------------------------------


@pytest.mark.asyncio
async def test_reference() -> None:
    """A failure is shown beside what the reference did in the last scenario that the check asked for."""
    backstage = Stand({"names": GOOD, "spin": GOOD})
    grading = grading_of(backstage)
    await grading.play("spin")
    finding = await grading.refer("frames", FAILED)
    await grading.close()

    assert finding.reference == "the reference in spin"
    assert (finding.expected, finding.seen, finding.hint) == ("a frame", "nothing", "Draw one.")
    assert backstage.played[-1] == ("spin", REFERENCE)


@pytest.mark.asyncio
async def test_no_reference() -> None:
    """Without a reference, or where the check asked for nothing, the finding stays as it is."""
    grading = grading_of(Stand({"names": GOOD}), reference=None)
    await grading.play("names")
    assert await grading.refer("frames", FAILED) == TAUGHT
    await grading.close()
    assert await grading_of(Stand({"names": GOOD})).refer("frames", FAILED) == TAUGHT


@pytest.mark.asyncio
async def test_without_scenes() -> None:
    """Who wants nothing drawn doesn't wait for the reference; what a finding teaches is there all the same."""
    backstage = Stand({"names": GOOD, "spin": GOOD})
    grading = grading_of(backstage)
    grading.scenes = False
    await grading.play("spin")
    finding = await grading.refer("frames", FAILED)
    await grading.close()

    assert finding == TAUGHT
    assert REFERENCE not in [source for _, source in backstage.played]


@pytest.mark.asyncio
@pytest.mark.parametrize("broken", ["teach", "show"])
async def test_fault_beside_a_finding(broken: str) -> None:
    """What goes wrong while a finding is explained takes nothing from it, and is told in it."""
    grading = grading_of(Stand({"names": GOOD, "spin": GOOD}))
    grading.kata = replace(grading.kata, **{broken: lambda *_: 1 // 0})
    await grading.play("spin")
    finding = await grading.refer("frames", FAILED)
    await grading.close()

    assert (finding.expected, finding.seen, finding.hint) == ("a frame", "nothing", "Draw one.")
    assert failed_to_explain(finding)
    assert "ZeroDivisionError" in str(finding.why)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "expected, trace",
    [
        (False, GOOD),
        (True, loaded().event("escape", what="signal.alarm", line=3).trace()),
        (True, replace(GOOD, waited_outside=True)),
        (False, loaded().mark("called").event("escape", what="ctypes.dlopen", line=3).trace("hung")),
        (True, replace(loaded().mark("called").trace("hung"), waited_outside=True)),
    ],
)
async def test_escaped(expected: bool, trace: Trace) -> None:  # noqa: FBT001 - a parameter of the test
    """A check whose scenario waited outside of the virtual clock is known; one that hung for good is not excused."""
    grading = grading_of(Stand({"names": GOOD, "spin": trace}))
    await grading.play("spin")
    escaped = grading.escaped()
    grading.begin_check("frames")
    await grading.close()

    assert (escaped, grading.escaped()) == (expected, False)


# --- the verdict --------------------------------------------------------------------------------------------------


def graded(*results: CheckResult, causes: Mapping[str, str | None] | None = None) -> Grading:
    """Return a grading with these results."""
    grading = grading_of(Stand({"names": GOOD}))
    grading.results.update({each.id: each for each in results})
    grading.causes.update(causes or {})
    return grading


@pytest.mark.asyncio
async def test_blocker() -> None:
    """What blocks a check is the first of those it rests on that didn't pass."""
    grading = graded(result("signal", "passed"), result("frames", "failed"), result("pace", "blocked"))

    assert grading.blocker(("signal",)) is None
    assert grading.blocker(("signal", "frames", "pace")) == result("frames", "failed")
    assert grading.blocker(("pace",)) == result("pace", "blocked")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "status, results",
    [
        ("passed", [result("frames", "passed")]),
        ("passed", [result("frames", "passed"), result("wide", "failed", bonus=True)]),
        ("failed", [result("frames", "failed"), result("pace", "blocked")]),
        ("unjudged", [result("frames", "passed"), result("pace", "unjudged")]),
    ],
)
async def test_status(status: str, results: Sequence[CheckResult]) -> None:
    """The verdict's status is made up of the required checks."""
    verdict = graded(*results).verdict()

    assert (verdict.kata, verdict.status, verdict.checks) == ("spinner_thread", status, tuple(results))


@pytest.mark.asyncio
async def test_cause() -> None:
    """The verdict's cause is that of the first failed check that has one."""
    results = [result("frames", "passed"), result("pace", "failed"), result("stop", "failed"), result("x", "failed")]
    causes = {"frames": "endless", "pace": None, "stop": "hung", "x": "busy"}

    assert graded(*results, causes=causes).verdict().cause == "hung"


@pytest.mark.asyncio
async def test_verdict_todo() -> None:
    """Where something is still to be written, the verdict says what, and where it is to be found."""
    grading = graded(result("frames", "passed"), result("pace", "blocked"))
    grading.todo, grading.todo_line = "supervisor", 9
    verdict = grading.verdict()

    assert (verdict.status, verdict.points) == ("todo", 1)
    assert verdict.finding is not None
    assert "supervisor" in verdict.finding.seen
    assert verdict.finding.line == 9


@pytest.mark.asyncio
async def test_verdict_broken() -> None:
    """Where the attempt can't be graded, the verdict says why, whatever else is to be done."""
    grading = graded(result("frames", "blocked"))
    grading.todo = "supervisor"
    grading.broken = Finding("a file", "none", "Write one.", 3)
    verdict = grading.verdict()

    assert (verdict.status, verdict.finding) == ("broken", grading.broken)


# --- traces that were never closed --------------------------------------------------------------------------------


@pytest.mark.asyncio
@pytest.mark.parametrize("cause", ["exited", "crashed", "tampered", "hung", "deadlock"])
async def test_ended_before_the_call(cause: str) -> None:
    """A scenario that ended before its first call, where an earlier one didn't, fails the check that asks for it."""
    grading = grading_of(Stand({"names": GOOD, "spin": loaded().trace(cause)}))
    with pytest.raises(CheckFailed, match="can be imported as before") as failed:
        await grading.play("spin")
    await grading.close()

    assert failed.value.cause == cause


@pytest.mark.asyncio
async def test_broken_later() -> None:
    """An import that fails in a later scenario only says what it failed of."""
    error = {"type": "KeyError", "text": "'x'", "line": 3, "function": None}
    grading = grading_of(Stand({"names": GOOD, "spin": Story().trace("broken", error=error)}))
    with pytest.raises(CheckFailed, match="KeyError: 'x', line 3") as failed:
        await grading.play("spin")
    await grading.close()

    assert failed.value.cause is None


CLOSED, CUT = loaded().mark("called").trace("endless", closed=True), loaded().mark("called").trace("exited")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "trace, statuses, expected",
    [
        (CUT, ("passed", "passed", "passed"), ["frames"]),
        (CUT, ("passed", "failed", "passed"), []),
        (CUT, ("passed", "blocked", "passed"), []),
        (CLOSED, ("passed", "passed", "passed"), []),
    ],
    ids=["all pass", "one fails", "one is blocked", "closed"],
)
async def test_last_words(trace: Trace, statuses: tuple[CheckStatus, ...], expected: list[str]) -> None:
    """A scenario without a last word fails the first required check that asked for it, if none failed for it."""
    grading = grading_of(Stand({"names": replace(GOOD, end=replace(GOOD.end, closed=True)), "spin": trace}))
    for name, status in zip(("frames", "stop", "wide"), statuses, strict=True):
        grading.begin_check(name)
        await grading.play("spin")
        grading.results[name] = CheckResult(name, "It does.", status, bonus=name == "wide")
    await grading.close()

    assert grading.require_last_words() == expected
    assert [name for name, result in grading.results.items() if result.finding] == expected
    assert [grading.causes.get(name) for name in expected] == ["exited"] * len(expected)


@pytest.mark.asyncio
async def test_fault_beside_a_missing_last_word() -> None:
    """What goes wrong while that is explained costs nobody the verdict either."""
    grading = grading_of(Stand({"names": GOOD, "spin": CUT}))
    grading.kata = replace(grading.kata, teach=lambda *_: 1 // 0)
    grading.begin_check("frames")
    await grading.play("spin")
    grading.results["frames"] = CheckResult("frames", "It does.", "passed")
    await grading.close()

    assert grading.require_last_words() == ["frames"]
    finding = grading.results["frames"].finding
    assert finding is not None
    assert failed_to_explain(finding)
