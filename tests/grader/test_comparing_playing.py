"""All scenarios are played, in their order, but nothing counts behind one that took long to come to its end."""

import asyncio
from typing import cast

import pytest
from parent_helpers import Story

from grader.attempt import Source
from grader.backstage import AT_ONCE, Backstage
from grader.comparing.playing import play_all
from grader.trace import Scenario, Trace

SCENARIOS = [Scenario(f"number {number}", {"play": "call"}) for number in range(6)]
SOURCE = Source("spinner_thread", __file__, "spinner_thread.py", b"")  # type: ignore[arg-type] # it is never opened
pytestmark = pytest.mark.asyncio


class Stand:
    """Stands in for a backstage: takes a turn of the loop for each scenario, and notes which were begun."""

    def __init__(
        self, causes: dict[int, str] | None = None, broken: int | None = None, turns: dict[int, int] | None = None
    ) -> None:
        """Let some end for a cause, one raise an error, and some take more than one turn of the loop."""
        self.causes = causes or {}
        self.turns = turns or {}
        self.broken = broken
        self.begun: list[str] = []
        self.now = 0
        self.most = 0

    async def play(self, scenario: Scenario, _source: bytes, _name: str) -> Trace:
        """Play a scenario."""
        number = SCENARIOS.index(scenario)
        self.begun.append(scenario.name)
        self.now += 1
        self.most = max(self.most, self.now)
        for _ in range(self.turns.get(number, 1)):
            await asyncio.sleep(0)
        self.now -= 1
        if number == self.broken:
            raise RuntimeError("no stage")
        return Story().trace(self.causes.get(number), scenario)


async def played(stand: Stand) -> list[str]:
    """Return the names of the scenarios of which there is a trace."""
    return list(await play_all(SCENARIOS, SOURCE, cast("Backstage", stand)))


async def test_in_order() -> None:
    """Every scenario is played once, a few at a time, and the traces are in their order."""
    stand = Stand()

    assert await played(stand) == [scenario.name for scenario in SCENARIOS] == stand.begun
    assert stand.most == AT_ONCE


async def test_stops_after_an_expensive_one() -> None:
    """After a scenario that hung no other is begun; the one beside it comes to its end, and is left out."""
    stand = Stand({0: "hung"})

    assert await played(stand) == ["number 0"]
    assert stand.begun == ["number 0", "number 1"]


@pytest.mark.parametrize("turns", [{1: 1}, {1: 3}, {1: 20}, {0: 5}])
async def test_same_on_a_busy_machine(turns: dict[int, int]) -> None:
    """How many scenarios came to their end beside the one that hung is a matter of the machine: none of them counts."""
    assert await played(Stand({1: "busy"}, turns=turns)) == ["number 0", "number 1"]


async def test_first_of_two_expensive_ones() -> None:
    """Where two take long, the first in the order of the scenarios counts, not the first that came to its end."""
    assert await played(Stand({1: "hung", 2: "busy"}, turns={1: 9})) == ["number 0", "number 1"]


async def test_goes_on_after_a_cheap_one() -> None:
    """A deadlock is found out at once in virtual time."""
    assert len(await played(Stand({0: "deadlock", 3: "endless"}))) == len(SCENARIOS)


async def test_fault_of_the_stage() -> None:
    """Where one can't be played at all, that is said, and nothing is left in the midst of being played."""
    stand = Stand(broken=2)
    with pytest.raises(RuntimeError, match="no stage"):
        await played(stand)

    assert stand.now == 0
