"""The truth run: an attempt's `main`, once, in real time, in a plain interpreter, watched from outside only.

Virtual time is a claim about real time; this holds it to that. The same judge is asked about the scenario in which
`main` was played in virtual time and about the run in real time, and the two findings are held against each other.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from grader.attempt import Source
from grader.backstage import Backstage
from grader.checks import CheckFailed, Kata, cause_of, ends, fail, plain_text
from grader.screen import Screen
from grader.trace import Output, Trace
from grader.verdict import Finding, KataVerdict, Real
from grader.words import Message, say, seconds

Tell = Callable[[Trace], None]
SLACK = 100_000_000  # nanoseconds: timers may go off a little early, each of them
RUNS = 3  # at most, before real time is believed to contradict virtual time


def is_due(verdict: KataVerdict) -> bool:
    """Return whether a kata is worth a truth run: not one that can't be run, is to be written, or met a limit."""
    return verdict.status in ("passed", "failed", "unjudged") and verdict.cause is None


async def hold_to_truth(
    verdict: KataVerdict, kata: Kata, whole: Trace, backstage: Backstage, source: Source
) -> KataVerdict:
    """Run the attempt for real, and return the verdict with what came of that; ``whole`` is `main` in virtual time."""
    if cause_of(whole) is not None:
        return verdict
    tell = kata.tell or partial(same_for_real, whole)
    virtual = _finding(tell, whole)
    # A busy machine makes a program longer, never shorter: one that takes too little time may look right then, and one
    # that draws what the clock says, and is kept from the processor for two tenths of a second, leaves a frame out.
    for _ in range(RUNS):
        seen = await backstage.play_for_real(source.data, source.name)
        real = _finding(tell, seen) or (virtual and _shown_without_start(tell, seen, virtual))
        confirmed = confirm(verdict, virtual, real)
        if confirmed.status == verdict.status:
            break
    return confirmed


def _shown_without_start(tell: Tell, seen: Trace, virtual: Finding) -> Finding | None:
    """Return the same finding as in virtual time, if only the time in which Python started hid it for real.

    The clock of a truth run begins with the process, so that a pass can be held to it: what is read late is not short.
    """
    finding = _finding(tell, _without_start(seen))
    return finding if finding is not None and finding.expected == virtual.expected else None


def _without_start(trace: Trace) -> Trace:
    """Return the trace of a truth run as if its first output had come at once."""
    outputs = _outputs(trace)
    return replace(trace, entries=tuple(Output(output.time - outputs[0].time, output.data) for output in outputs))


def same_for_real(whole: Trace, trace: Trace) -> None:
    """Fail where a run ends by an exception, is cut short, shows other lines in the end, or takes less time to do so.

    It is what can be asked of any program: the same as in virtual time, ``whole``. That a busy machine makes it longer
    is nobody's fault.
    """
    ends(trace)
    expected, seen = _last_screen(whole), _last_screen(trace)
    if seen != expected:
        hint = say("What does it depend on, besides the time?")
        fail(say("at the end the screen shows {lines!r}", lines=expected), say("it shows {lines!r}", lines=seen), hint)
    # From the begin of the process on: what is read late has a later time, never an earlier one.
    due, last = _last_time(whole), _last_time(trace)
    if last < due - SLACK:
        promise = say("its last output comes after {time}", time=seconds(due))
        fail(promise, say("it came after {time}", time=seconds(last)), say("Which of its waits is none?"))


def _last_screen(trace: Trace) -> str:
    screen = Screen()
    for output in _outputs(trace):
        screen.feed(output.data)
    return " / ".join(plain_text(text) for _, text in screen.state().lines())


def _last_time(trace: Trace) -> int:
    return max((output.time for output in _outputs(trace)), default=0)


def _outputs(trace: Trace) -> list[Output]:
    return [entry for entry in trace.entries if isinstance(entry, Output)]


def _finding(tell: Tell, trace: Trace) -> Finding | None:
    try:
        tell(trace)
    except CheckFailed as failed:
        return failed.finding
    return None


def confirm(verdict: KataVerdict, virtual: Finding | None, real: Finding | None) -> KataVerdict:
    """Return the verdict with what a truth run found; a kata on which virtual and real time disagree is unjudged.

    ``virtual`` and ``real`` are what was wrong with `main` in virtual and in real time, None where it was right. They
    are held against each other only where they speak of the same: an attempt that failed elsewhere may well have a
    `main` that looks right, and one that failed may fail here by what only real time shows.
    """
    result = Real("passed" if real is None else "failed", real)
    if (verdict.status == "passed" and real is not None) or (virtual is not None and real is None):
        return replace(verdict, status="unjudged", finding=_disagreement(virtual, real), real=result)
    return replace(verdict, real=result)


def _disagreement(virtual: Finding | None, real: Finding | None) -> Finding:
    return Finding(
        say("main does the same in virtual and in real time"),
        say("in virtual time: {virtual}; in real time: {real}", virtual=_told(virtual), real=_told(real)),
        say(
            "This is a defect of the grader, or the program depends on something that the grader's clock doesn't know: "
            "send the file to whoever keeps this repository."
        ),
        virtual.line if virtual else real.line if real else None,
    )


def _told(finding: Finding | None) -> Message:
    if finding is None:
        return say("all was right")
    return say("{expected} was expected, and {seen}", expected=finding.expected, seen=finding.seen)
