"""Playing all scenarios of a kata with one program, without any check that asks for them."""

import asyncio
from collections.abc import Mapping, Sequence

from grader.attempt import Source
from grader.backstage import AT_ONCE, Backstage
from grader.checks import is_expensive
from grader.trace import Scenario, Trace


async def play_all(scenarios: Sequence[Scenario], source: Source, backstage: Backstage) -> Mapping[str, Trace]:
    """Return the traces of all scenarios, by name.

    They are begun in their order. Once one has ended in a way that took real time to find out, no other is begun, so
    that a program which hangs or floods takes no longer than it does to be graded. The traces end with that one: how
    many of those behind it were played meanwhile is a matter of how busy the machine is.
    """
    waiting = list(reversed(scenarios))
    traces: dict[str, Trace] = {}

    async def play_on() -> None:
        while waiting:
            scenario = waiting.pop()
            trace = await backstage.play(scenario, source.data, source.name)
            traces[scenario.name] = trace
            if is_expensive(trace):
                waiting.clear()

    # Nobody may cancel a play: where one fails, the others are waited for before that is said.
    done = await asyncio.gather(*(play_on() for _ in range(AT_ONCE)), return_exceptions=True)
    for error in done:
        if error is not None:
            raise error
    kept: dict[str, Trace] = {}
    for scenario in scenarios:
        kept[scenario.name] = trace = traces[scenario.name]
        if is_expensive(trace):
            break
    return kept
