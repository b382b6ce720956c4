"""The page that the benchmark of a class writes, of what was measured."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handing_in import HandedIn
from outcomes import Report
from watching_over import Taken

INTRODUCTION = """\
# A class of {number:,}

`nox -s bench -- classroom --output docs/classroom.md` measures this and writes this page; it should have the machine
for itself. The class is generated (seed {seed}): both katas, from right and wrong attempts of the collection and from
stubs; in a tenth of the submissions a program hangs, floods, waits or computes for ever, or takes what memory there is.
A fifth are zip files. `grade` writes a page for each learner, and runs each program in real time, too.
"""
MIB = 1 << 20
MOMENTS = (0.1, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Graded:
    """A run over a class: what it was, how many submissions, what it took."""

    what: str
    number: int
    taken: Taken


@dataclass(frozen=True, slots=True)
class Obvious:
    """What the obvious suite took for a submission, on average of ``tried``; ``none``: programs without a verdict."""

    tried: int
    wall: float
    cpu: float
    none: int
    number: int


def said(handed_in: Sequence[HandedIn], reports: Mapping[str, Report | None], mistaken: Sequence[str]) -> str:
    """Say what the class came to."""
    passed = sum(cause is None for each in handed_in for cause in each.expected.values())
    statuses = Counter(kata["status"] for report in reports.values() if report for kata in report["katas"])
    counted = ", ".join(f"{number:,} {status}" for status, number in sorted(statuses.items()))
    troubled = sum(each.troubled for each in handed_in)
    return (
        f"{troubled:,} of {len(handed_in):,} submissions had such trouble in them; {passed:,} of their "
        f"{sum(len(each.expected) for each in handed_in):,} programs were right. The verdicts: {counted}. "
        f"Not as the files say: {len(mistaken)}{''.join(f', {learner}' for learner in mistaken)}.\n"
    )


def figures(runs: Sequence[Graded], obvious: Obvious) -> Iterator[str]:
    """Return what the runs took as rows of a Markdown table, the obvious suite last."""
    yield "| | wall time | a minute | processor time | for each | peak memory |"
    yield "| --- | --: | --: | --: | --: | --: |"
    for run in runs:
        taken = run.taken
        rate, each, peak = run.number / taken.wall * 60, taken.cpu / run.number, taken.peak / MIB
        yield f"| {run.what} | {taken.wall:,.0f} s | {rate:.0f} | {taken.cpu:,.0f} s | {each:.2f} s | {peak:.0f} MiB |"
    if obvious.tried:
        wall, cpu = obvious.wall * obvious.number, obvious.cpu * obvious.number
        what = f"the obvious suite one by one, by {obvious.tried} of them"
        yield f"| {what} | {wall:,.0f} s | {60 / obvious.wall:.1f} | {cpu:,.0f} s | {obvious.cpu:.2f} s | |"
        yield ""
        yield (
            f"The obvious suite took {obvious.wall:.1f} s a submission, and had no verdict at all on {obvious.none} of "
            f"{2 * obvious.tried} programs; `grade` is {wall / runs[0].taken.wall:.0f} times as fast."
        )


def memory(run: Graded) -> Iterator[str]:
    """Return how much memory was in use, by how many were done."""
    yield "What the processes share is counted once."
    yield ""
    yield "| done | after | processes | all together | the first one alone |"
    yield "| --: | --: | --: | --: | --: |"
    for part in MOMENTS if run.taken.looks else ():
        look = run.taken.at(part, run.number)
        yield (
            f"| {look.done:,} | {look.seconds:,.0f} s | {look.processes} | {look.everything / MIB:.0f} MiB | "
            f"{look.first / MIB:.0f} MiB |"
        )
