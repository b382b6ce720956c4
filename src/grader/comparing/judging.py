"""What each check finds in each scenario: a check as such stops at the first one in which a promise is broken."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from grader.checks import CheckFailed, NotDone, Terms, call_of
from grader.comparing.behaviour import Breach
from grader.film import calls
from grader.grading import judge_begun
from grader.trace import Trace

Traces = Mapping[str, Trace]
Play = Callable[[str], Awaitable[Trace]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check of a kata: its id, how it was declared, and its function."""

    id: str
    terms: Terms
    function: Callable[[Play], Awaitable[None]]


@dataclass
class Opinion:
    """What a check says of the scenarios: in which ones its promise was broken, and in which ones it was kept.

    ``doubtful`` are those in which it wasn't kept as far as can be seen, which may be the fault of the grader's clock.
    """

    check: Check
    breaches: dict[str, Breach] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)

    def doubt(self, name: str, seen: Iterable[Trace]) -> None:
        """Note a scenario as doubtful if one of those that were seen escaped the grader's clock."""
        if any(trace.escaped for trace in seen):
            self.doubtful.add(name)

    def is_doubtful(self, name: str) -> bool:
        """Return whether the grader can't tell what the check would say of this scenario of a program that was judged.

        Where nothing is known because the check stopped at something that is doubtful, that is so, too.
        """
        known = name in self.breaches or name in self.kept
        return name in self.doubtful if known else bool(self.doubtful)


class _NotPlayed(Exception):  # noqa: N818 - reads as what happened
    """A check asked for a scenario that wasn't played, or in which nothing was called that it could judge."""


async def opinions(checks: Sequence[Check], traces: Traces, spare: Traces) -> list[Opinion]:
    """Return what all checks say of the traces of a program, each on its own, whatever it rests on.

    ``spare`` are traces of a program in which no promise is broken, to stand in for what was judged already: so a check
    goes on to the next scenario. Without them no more than the first breach is found.
    """
    found: list[Opinion] = []
    unsound: set[str] = set()  # checks that didn't pass, and those that would have been blocked by them
    for check in checks:
        opinion = Opinion(check)
        found.append(opinion)
        blocked = not unsound.isdisjoint(check.terms.rests_on)
        await _judge(opinion, traces, spare, blocked=blocked)
        if blocked or opinion.breaches or opinion.asked > opinion.kept:
            unsound.add(check.id)
    return found


async def _judge(opinion: Opinion, traces: Traces, spare: Traces, *, blocked: bool) -> None:
    """Ask a check, over and over, until it has found its promise broken in no further scenario."""
    settled: dict[str, Trace] = {}
    while True:
        asked: list[str] = []

        async def play(name: str, asked: list[str] = asked) -> Trace:
            asked.append(name)
            opinion.asked.add(name)
            return _trace(name, traces, settled, blocked=blocked)

        try:
            await opinion.check.function(play)
        except CheckFailed as failed:
            trace = failed.trace
            name = trace.scenario.name if trace is not None else asked[-1]
            if name in opinion.breaches:
                return  # by two scenarios together, one of which is the spare one by now
            opinion.breaches[name] = _breach(failed)
            # As in `Grading.escaped`, which asks this of all that the check saw.
            opinion.doubt(name, [traces[each] for each in asked if each not in settled])
            if name not in spare:
                return
            settled[name] = spare[name]
        except NotDone:
            return
        except _NotPlayed:
            # Perhaps it would have been played, but for what only the clock is to blame for.
            opinion.doubt(asked[-1], traces.values())
            return
        else:
            opinion.kept |= opinion.asked - set(opinion.breaches)
            return


def _trace(name: str, traces: Traces, settled: Traces, *, blocked: bool) -> Trace:
    """Return a trace as a check may judge it, as `grader.grading` gives it to checks."""
    if name in settled:
        return settled[name]
    trace = traces.get(name)
    if trace is None:
        raise _NotPlayed(name)
    if trace.todo:
        raise NotDone(trace.todo, trace.todo_line)
    judge_begun(trace)
    if blocked and not calls(trace):
        # What it rests on makes sure that there is a call, and didn't pass: a check may take that for granted.
        raise _NotPlayed(name)
    return trace


def _breach(failed: CheckFailed) -> Breach:
    call, finding = call_of(failed), failed.finding
    if failed.call is None and failed.trace is not None and not calls(failed.trace):
        call = None
    return Breach(
        finding.expected, finding.seen, call.number if call else 0, finding.at if failed.call else None, finding.line
    )
