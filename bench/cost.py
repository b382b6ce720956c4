"""What the stage costs as scenarios become more, or the program's own time longer."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from runs import ROOT, SPINNERS

from grader.backstage import Backstage
from grader.film import shoot
from grader.trace import Scenario

SECOND = 1_000_000_000
LENGTHS = (3, 300, 30_000)  # seconds that the spinner works
NUMBERS = (1, 2, 4, 8, 16, 32)  # of scenarios of three seconds
USUAL = 60  # seconds that a scenario's limits are made for


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall time: to play, and to see what the terminal showed; ``cause`` if it was cut short."""

    play: float
    see: float
    events: int
    cause: str | None


def scenario(kata: str, seconds: int) -> Scenario:
    """Return one in which supervisor's slow_function takes so long."""
    coroutine = kata == "spinner_asyncio"
    calls = {"play": "await", "calls": [{"function": "supervisor"}]} if coroutine else {"play": "call"}
    script = {
        "standins": {"slow_function": {"seconds": seconds * SECOND, "coroutine": coroutine}},
        "watch": ["spin"],
        "function": "supervisor",
        "times": 1,
        **calls,
    }
    return Scenario(f"{seconds} s", script, limit=seconds + 10, allowance=max(1, seconds // USUAL))


async def _play(kata: str, scenarios: Sequence[Scenario]) -> Cost:
    source = (ROOT / "solutions" / f"{kata}.py").read_bytes()
    backstage = Backstage(fork=True, pty=True)
    try:
        await backstage.play(scenario(kata, 0), source, f"{kata}.py")  # the stage has warmed up after this
        begin = time.perf_counter()
        traces = await asyncio.gather(*(backstage.play(each, source, f"{kata}.py") for each in scenarios))
        played = time.perf_counter()
        shoot(traces[0])
        seen = time.perf_counter()
        return Cost(played - begin, seen - played, len(traces[0].entries), traces[0].end.cause)
    finally:
        backstage.close()


def by_length() -> list[str]:
    """Return rows of a Markdown table: cost against the length of the program."""
    rows = ["| the spinner works for | kata | played in | read in | events |", "| --: | --- | --: | --: | --: |"]
    for seconds in LENGTHS:
        for kata in SPINNERS:
            cost = asyncio.run(_play(kata, [scenario(kata, seconds)]))
            cut = f" ({cost.cause})" if cost.cause else ""
            rows.append(f"| {seconds:,} s | {kata} | {cost.play:.3f} s{cut} | {cost.see:.3f} s | {cost.events:,} |")
    return rows


def by_number() -> list[str]:
    """Return rows of a Markdown table: cost against the number of scenarios."""
    rows = ["| scenarios of 3 s | spinner_thread | spinner_asyncio |", "| --: | --: | --: |"]
    for number in NUMBERS:
        costs = [asyncio.run(_play(kata, [scenario(kata, 3)] * number)).play for kata in SPINNERS]
        rows.append(f"| {number} | {costs[0]:.3f} s | {costs[1]:.3f} s |")
    return rows
