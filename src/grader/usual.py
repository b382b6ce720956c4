"""What is shown of a kata that has nothing of its own to show: `grader.checks.Kata` takes it by default.

It knows plays, lines on the screen and what came back, and no kata.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from grader.film import Call, calls, shoot
from grader.lanes import run_of
from grader.run import Run
from grader.trace import Scenario, Trace
from grader.verdict import Finding
from grader.words import NOTHING, Message, say, seconds

if TYPE_CHECKING:
    from grader.checks import CheckFailed

MOST = 8  # lines that are told one by one


def picture(call: Call) -> Run:
    """Return what happened in a call, as it is drawn: every line that was printed, and no frames."""
    return run_of(call)


def title(call: Call) -> Message:
    """Say what was called: a function by its name, with its arguments."""
    scenario = call.trace.scenario
    script, name = _script(scenario, call.number), scenario.name
    if "function" not in script:
        return say("the scenario {name!r} is played", name=name)
    arguments = ", ".join(repr(each) for each in script.get("args", ()))
    called = f"{script['function']}({arguments})"
    return say("{call} is called, in the scenario {name!r}", call=called, name=name)


def show(trace: Trace) -> Message:
    """Say in one line what came on screen and what came back, in the first call of a scenario."""
    played = calls(trace)
    if not played:
        shown = " / ".join(text for shot in shoot(trace)[-1:] for _, text in shot.state.lines())
        return say("{lines}", lines=shown) if shown else say("nothing was printed")
    call = played[0]
    said = lines(call)
    end = call.at("returned")
    if end is None:
        return said
    took = seconds(end.event.time - call.begin)
    back = say("it returned {value} after {time}", value=end.event["repr"], time=took)
    return say("{so_far}; {next}", so_far=said, next=back) if call.frames() else back


def lines(call: Call) -> Message:
    """Say which lines came on screen one after the other, and when."""
    frames = call.frames()
    said = [say("{frame!r} at {time}", frame=each.text, time=seconds(each.time - call.begin)) for each in frames[:MOST]]
    if not said:
        return say("nothing was printed")
    listed = _listed(said)
    return listed if len(frames) <= MOST else say("{so_far}, and more", so_far=listed)


def teach(check: str, failed: "CheckFailed", source: bytes) -> Finding:  # noqa: ARG001 - as a kata's own is called
    """Return a check's finding as it is: what it says is all that is known of it."""
    return failed.finding


def _listed(messages: list[Message]) -> Message:
    listed = NOTHING
    for message in messages:
        listed = say("{so_far}, {next}", so_far=listed, next=message) if listed else message
    return listed


def _script(scenario: Scenario, number: int) -> Mapping[str, Any]:
    """Return the part of a script that is about one call; who forges marks may pretend that there were more."""
    of_calls = scenario.script.get("calls")
    own: Mapping[str, Any] = of_calls[min(number, len(of_calls) - 1)] if of_calls else scenario.script
    return own
