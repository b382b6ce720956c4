"""What two programs did in all scenarios of a kata, held against each other: pure, once both were played."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from grader.broken import why_broken
from grader.checks import how_it_ended, is_expensive, line_of
from grader.comparing.behaviour import Behaviour, Difference, differences
from grader.comparing.comparison import Compared, KataComparison, Likeness, Obstacle, Who
from grader.comparing.judging import Traces
from grader.comparing.katas import Game
from grader.comparing.parting import parting
from grader.comparing.traits import PLAYED, behaviours
from grader.film import Call, calls
from grader.grading import to_do
from grader.run import Against, Run, Scene
from grader.trace import Trace
from grader.verdict import Finding
from grader.words import say

NOTHING = Run(0, (), ())


async def compared_traces(
    game: Game, mine: Traces, theirs: Traces, spare: Traces, against: Against = "solution"
) -> KataComparison:
    """Return how two programs differ, by their traces; ``spare``: see `grader.comparing.judging.opinions`."""
    pair = _Pair(game, mine, theirs, against)
    if broken := pair.broken():
        return KataComparison(game.name, broken)
    done = [await behaviours(game.kata, game.checks, traces, spare) for traces in (mine, theirs)]
    scenarios = tuple(pair.scenarios(*done))
    differs = any(each.likeness == "differs" for each in scenarios)  # then that is what is to be told
    obstacles = (*pair.unwritten(), *(() if differs else pair.stopped()))
    return KataComparison(game.name, obstacles, scenarios, pair.whole())


@dataclass(frozen=True, slots=True)
class _Pair:
    """Both programs in all scenarios of a kata."""

    game: Game
    mine: Traces
    theirs: Traces
    against: Against

    def broken(self) -> tuple[Obstacle, ...]:
        """Return who can't be played at all, and why."""
        first = self.game.scenarios[0].name
        whys = ((who, why_broken(traces[first], self.game.kata.names)) for who, traces in self._sides())
        return tuple(Obstacle(who, "broken", finding) for who, finding in whys if finding)

    def unwritten(self) -> tuple[Obstacle, ...]:
        """Return who has something still to write."""
        met = ((who, next((trace for trace in traces.values() if trace.todo), None)) for who, traces in self._sides())
        return tuple(Obstacle(who, "todo", to_do(trace.todo, trace.todo_line)) for who, trace in met if trace)

    def stopped(self) -> tuple[Obstacle, ...]:
        """Return who kept the rest from being played, where it isn't the grader that can't tell whose fault that is."""
        lasts = ((who, list(traces.values())[-1], len(traces)) for who, traces in self._sides())
        return tuple(
            Obstacle(who, "stopped", _stopped(last))
            for who, last, played in lasts
            if played < len(self.game.scenarios) and is_expensive(last) and not last.escaped
        )

    def _sides(self) -> tuple[tuple[Who, Traces], ...]:
        return ("mine", self.mine), ("theirs", self.theirs)

    def scenarios(self, mine: Mapping[str, Behaviour], theirs: Mapping[str, Behaviour]) -> list[Compared]:
        """Return all scenarios, compared."""
        return [self._compared(each.name, mine.get(each.name), theirs.get(each.name)) for each in self.game.scenarios]

    def _compared(self, name: str, mine: Behaviour | None, theirs: Behaviour | None) -> Compared:
        if mine is None or theirs is None:
            unplayed = name not in self.mine or name not in self.theirs
            return Compared(name, "unplayed" if unplayed else "todo")
        found = differences(mine, theirs)
        if not found:
            return Compared(name, "same")
        mattering = [each for each in found if each.matters]
        told = min(each.call for each in mattering or found)
        both = self._calls(name, told)
        at = _parting(both, [each for each in mattering or found if each.call == told])
        compared = Compared(
            name, "fine", found, at if mattering else None, self._scene(both, at if mattering else None)
        )
        likeness: Likeness = "differs" if mattering else "unjudged" if compared.unjudged else "fine"
        return replace(compared, likeness=likeness)

    def whole(self) -> Scene | None:
        """Return a run of the whole program on both sides; None where there was none."""
        name = self.game.kata.whole
        both = [traces.get(name) if name else None for traces in (self.mine, self.theirs)]
        if name is None or any(trace is None or trace.todo for trace in both):
            return None
        return self._scene(self._calls(name, 0), None)

    def _calls(self, name: str, number: int) -> tuple[Call | None, Call | None]:
        mine, theirs = (_call(traces, name, number) for traces in (self.mine, self.theirs))
        return mine, theirs

    def _scene(self, both: tuple[Call | None, Call | None], at: int | None) -> Scene | None:
        mine, theirs = both
        known = mine or theirs
        if known is None:
            return None
        draw = self.game.kata.picture
        return Scene(
            self.game.kata.title(known),
            draw(mine) if mine else NOTHING,
            draw(theirs) if theirs else None,
            at,
            self.against,
        )


def _stopped(trace: Trace) -> Finding:
    hint = say(
        "Mend that, then compare again: what comes after {scenario} wasn't played.", scenario=trace.scenario.name
    )
    return Finding(PLAYED, how_it_ended(trace), hint, line_of(trace))


def _call(traces: Traces, name: str, number: int) -> Call | None:
    return next((call for call in calls(traces[name]) if call.number == number), None)


def _parting(both: tuple[Call | None, Call | None], found: Sequence[Difference]) -> int | None:
    """Return when two calls part; where only one was made, when something was found in that one."""
    mine, theirs = both
    noted = min((each.at for each in found if each.at is not None), default=None)
    return parting(mine, theirs, noted) if mine and theirs else noted
