"""One kata of one attempt while it is graded: its scenarios, their traces, and what the checks found."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from random import Random

from grader.attempt import Source
from grader.backstage import Backstage
from grader.broken import why_broken
from grader.checks import (
    CheckFailed,
    Kata,
    NotDone,
    call_of,
    cause_of,
    describe_error,
    how_it_ended,
    is_expensive,
    line_of,
    plain,
)
from grader.explaining import explained
from grader.film import Call, calls
from grader.run import Scene
from grader.trace import Scenario, Trace
from grader.verdict import Cause, CheckResult, Finding, KataVerdict, kata_status
from grader.words import say


@dataclass(repr=False)  # pytest asks for the repr of a fixture, again and again
class Grading:
    """Plays the scenarios of one kata and collects the results of its checks."""

    kata: Kata
    scenarios: Sequence[Scenario]
    source: Source
    reference: bytes | None
    backstage: Backstage
    _: KW_ONLY
    scenes: bool = True  # whether findings are to show what happened
    results: dict[str, CheckResult] = field(default_factory=dict)
    causes: dict[str, str | None] = field(default_factory=dict)
    broken: Finding | None = None
    todo: str | None = None
    todo_line: int | None = None
    _cause_when_loaded: str | None = None
    _tasks: dict[str, "asyncio.Task[Trace]"] = field(default_factory=dict)
    _waiting: deque[str] = field(default_factory=deque)
    _abandoned: "asyncio.Future[None] | None" = None
    _asked: list[str] = field(default_factory=list)
    _judging: str = ""
    _references: dict[str, Trace] = field(default_factory=dict)  # what the reference did, by scenario
    _askers: dict[str, list[str]] = field(default_factory=dict)

    async def play(self, name: str) -> Trace:
        """Return the trace of a scenario; raise `CheckFailed` or `NotDone` where no check can judge it."""
        if not self._tasks:
            self._waiting.extend(scenario.name for scenario in self.scenarios)
            self._begin_next()
            self._begin_next()
        self._asked.append(name)
        self._askers.setdefault(name, []).append(self._judging)
        await self._judge_start(await self._begin(self.scenarios[0].name))
        trace = await self._begin(name)
        if trace.todo:
            raise NotDone(trace.todo, trace.todo_line)
        judge_begun(trace)
        return trace

    async def trace(self, name: str) -> Trace:
        """Return the trace of a scenario as it is, whether any check can judge it or not."""
        return await self._begin(name)

    async def _judge_start(self, first: Trace) -> None:
        if self.broken is None:
            self.broken = why_broken(first, self.kata.names)
            cause = cause_of(first)
            if self.broken is not None and cause != "broken":
                self._cause_when_loaded = cause
            if self.broken is not None:
                failed = CheckFailed(self.broken, None, trace=first)
                self.broken = self._taught("broken", failed)
        if self.broken is not None:
            raise CheckFailed(self.broken, None)

    def _begin(self, name: str) -> "asyncio.Task[Trace]":
        if name not in self._tasks:
            if name in self._waiting:
                self._waiting.remove(name)
            scenario = next(scenario for scenario in self.scenarios if scenario.name == name)
            if self._abandoned is None:
                self._abandoned = asyncio.get_running_loop().create_future()
            play = self.backstage.play(scenario, self.source.data, self.source.name, self._abandoned)
            task = asyncio.create_task(play)
            task.add_done_callback(self._ended)
            self._tasks[name] = task
        return self._tasks[name]

    def _begin_next(self) -> None:
        if self._waiting:
            self._begin(self._waiting[0])

    def _ended(self, task: "asyncio.Task[Trace]") -> None:
        # Scenarios are played ahead of the checks that ask for them, but not once one has ended at a limit: those that
        # rest on it will never be asked for.
        if task.cancelled() or task.exception() or is_expensive(task.result()):
            self._waiting.clear()
        self._begin_next()

    async def close(self) -> None:
        """Let no scenario go on that nobody asks for any more."""
        self._waiting.clear()
        if self._abandoned is not None and not self._abandoned.done():
            self._abandoned.set_result(None)
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def begin_check(self, name: str) -> None:
        """Forget what the last check asked for."""
        self._asked.clear()
        self._judging = name

    def blocker(self, rests_on: Sequence[str]) -> CheckResult | None:
        """Return the first of these checks that didn't pass; one that wasn't selected (`pytest -k`) blocks nothing."""
        judged = (self.results[name] for name in rests_on if name in self.results)
        return next((result for result in judged if result.status != "passed"), None)

    async def refer(self, check: str, failed: CheckFailed) -> Finding:
        """Complete a finding: what it teaches, what happened, and what the reference did in the same scenario."""
        if failed.trace is None and self._asked:
            failed = CheckFailed(failed.finding, failed.cause, failed.call, await self._tasks[self._asked[-1]])
        # What the grader can't tell, it doesn't explain either.
        finding = failed.finding if self.escaped() else self._taught(check, failed)
        trace = failed.trace
        if trace is None or not self._asked or not self.scenes:
            return finding
        reference = await self._reference(trace.scenario)
        return explained(finding, lambda taught: self._shown(taught, failed, reference))

    def _taught(self, check: str, failed: CheckFailed) -> Finding:
        return explained(failed.finding, lambda _: self.kata.teach(check, failed, self.source.data))

    def _shown(self, finding: Finding, failed: CheckFailed, reference: Trace | None) -> Finding:
        call = call_of(failed)
        scene = self._scene(call, reference, finding.at) if call else None
        return replace(finding, reference=plain(self.kata.show(reference)) if reference else None, scene=scene)

    async def _reference(self, scenario: Scenario) -> Trace | None:
        """Return what the reference solution does in a scenario; it is played once, however many checks ask."""
        if self.reference is None:
            return None
        if scenario.name not in self._references:
            self._references[scenario.name] = await self.backstage.play(scenario, self.reference, self.source.name)
        return self._references[scenario.name]

    def _scene(self, call: Call, reference: Trace | None, at: int | None = None) -> Scene:
        """Return a call and the reference's call of the same number, as they are drawn."""
        same = next((each for each in calls(reference) if each.number == call.number), None) if reference else None
        right = self.kata.picture(same) if same else None
        return Scene(self.kata.title(call), self.kata.picture(call), right, at)

    async def whole(self) -> Scene | None:
        """Return a run of the whole program, as it is drawn; None where there was none, or it can't be played."""
        if self.broken is not None or self.todo is not None or self.kata.whole is None:
            return None
        trace = await self._begin(self.kata.whole)
        played = calls(trace)
        return self._scene(played[0], await self._reference(trace.scenario)) if played else None

    def escaped(self) -> bool:
        """Return whether a scenario that the check asked for waited outside of the clock: see `Trace.escaped`."""
        return any(self._tasks[name].result().escaped for name in self._asked if self._tasks[name].done())

    def require_last_words(self) -> list[str]:
        """Fail the first check that asked for a scenario which was never closed, if all that asked for it passed.

        Each may have been right about what it looked at. But that the stage didn't come to its last word must be held
        against the attempt by one of them, or a process that ends itself at the right moment would pass them all. Where
        a required check didn't pass, the cause is named already.
        """
        overturned: list[str] = []
        if any(result.status != "passed" for result in self.results.values() if not result.bonus):
            return overturned
        for name, askers in self._askers.items():
            trace = self._tasks[name].result()
            first = next((each for each in askers if not self.results[each].bonus), askers[0])
            if trace.end.closed or any(self.results[each].status != "passed" for each in askers):
                continue
            hint = say(
                "Nothing in the program may end the process or block it for good, not even after the last return."
            )
            promise = say("the scenario can be played to its end")
            finding = Finding(promise, how_it_ended(trace), hint, line_of(trace))
            failed = CheckFailed(finding, cause_of(trace), None, trace)
            taught = self._taught(first, failed)
            self.results[first] = replace(self.results[first], status="failed", finding=taught)
            self.causes[first] = failed.cause
            overturned.append(first)
        return overturned

    def verdict(self) -> KataVerdict:
        """Return the kata's verdict from the results so far."""
        checks = tuple(self.results.values())
        status = kata_status(checks, broken=self.broken is not None, todo=self.todo is not None)
        failed = [check.id for check in checks if check.status == "failed" and not check.bonus]
        cause = next((self.causes[name] for name in failed if self.causes.get(name)), self._cause_when_loaded)
        finding = self.broken if status == "broken" else None
        if status == "todo":
            finding = to_do(self.todo, self.todo_line)
        return KataVerdict(self.source.kata, status, _closed(cause), finding, None, checks)


def to_do(function: str | None, line: int | None) -> Finding:
    """Return what is said where a function of the contract is still to be written."""
    return Finding(
        say("every function of the contract filled in"),
        say("{function} is to do: it raises NotImplementedError", function=function),
        say("Write the part marked TODO in {function}, then check again.", function=function),
        line,
    )


def judge_begun(trace: Trace) -> None:
    """Raise `CheckFailed` where a scenario ended before its first call, which at least the first scenario didn't."""
    calls_nothing = trace.scenario.script.get("play") in ("nothing", "attribute")
    if calls_nothing or trace.end.cause is None or trace.mark("called") is not None:
        return
    seen = describe_error(trace.end.error) if trace.end.error else how_it_ended(trace)
    hint = say("Importing the file must only define things, each time that it is imported.")
    cause = None if trace.end.cause == "broken" else cause_of(trace)
    line = trace.end.error.get("line") if trace.end.error else line_of(trace)
    raise CheckFailed(Finding(say("the file can be imported as before"), seen, hint, line), cause)


def _closed(cause: str | None) -> Cause | None:
    return cause  # type: ignore[return-value] # of `grader.checks.CAUSES`, which a test holds against `Cause`


def seeded(seed: int, kata: str) -> Random:
    """Return the generator that a kata's scenarios are drawn from."""
    return Random(f"{seed}:{kata}")
