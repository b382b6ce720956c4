"""Hold one attempt against another: play both, kata by kata, and compare what each did."""

import asyncio
import platform
from collections.abc import Mapping, Sequence

from grader.attempt import Attempt, Source
from grader.backstage import Backstage
from grader.comparing.comparison import Comparison, KataComparison, Obstacle, Who
from grader.comparing.judging import Traces
from grader.comparing.katas import load
from grader.comparing.pair import compared_traces
from grader.comparing.playing import play_all
from grader.run import Against
from grader.settings import Settings, UsageError
from grader.trace import Scenario
from grader.words import say

Sources = Mapping[str, Source]


def compare(attempt: Attempt, other: Attempt | None, references: Sources, settings: Settings) -> Comparison:
    """Return how an attempt and another one differ; where ``other`` is None, how it differs from the reference.

    Raises `UsageError` where no kata is there in both.
    """
    theirs = references if other is None else other.files
    if not any(kata in attempt.files and kata in theirs for kata in attempt.katas):
        katas = ", ".join(attempt.katas)
        raise UsageError(
            say(
                "nothing to compare: none of {katas} is there on both sides; "
                "name two files of the same kata, or two folders that both hold one",
                katas=katas,
            )
        )
    backstage = Backstage(fork=settings.fork, pty=settings.pty)
    against: Against = "other" if other else "solution"
    try:
        compared = asyncio.run(_compare_all(attempt, theirs, references, backstage, settings.seed, against))
    finally:
        backstage.close()
    label = other.label if other else None
    return Comparison(attempt.label, label, platform.python_version(), settings.seed, compared)


async def _compare_all(  # noqa: PLR0913, PLR0917 - what a comparison is made of
    attempt: Attempt, theirs: Sources, references: Sources, backstage: Backstage, seed: int, against: Against
) -> tuple[KataComparison, ...]:
    compared = []
    for name in attempt.katas:
        mine, other = attempt.files.get(name), theirs.get(name)
        if mine is None or other is None:
            compared.append(KataComparison(name, _missing(mine, other)))
            continue
        game = load(name, seed)
        reference = references.get(name)
        traces = await _play_each(game.scenarios, [each for each in (mine, other, reference) if each], backstage)
        spare = traces[reference.data] if reference else {}
        compared.append(await compared_traces(game, traces[mine.data], traces[other.data], spare, against))
    return tuple(compared)


def _missing(mine: Source | None, theirs: Source | None) -> tuple[Obstacle, ...]:
    sides: tuple[tuple[Who, Source | None], ...] = (("mine", mine), ("theirs", theirs))
    return tuple(Obstacle(who, "missing") for who, source in sides if source is None)


async def _play_each(
    scenarios: Sequence[Scenario], programs: Sequence[Source], backstage: Backstage
) -> dict[bytes, Traces]:
    """Return what each program did, by its bytes: what is the same needn't be played twice."""
    distinct = {program.data: program for program in programs}
    played = await asyncio.gather(*(play_all(scenarios, program, backstage) for program in distinct.values()))
    return dict(zip(distinct, played, strict=True))
