"""The moments of a call that checks look at, and the times that the contract allows."""

from grader.checks import cause_of
from grader.film import Call, Shot
from grader.trace import Data, Event, Trace

AT_ONCE = 20_000_000
FRAME = 100_000_000
SHORTEST, LONGEST = 80_000_000, 120_000_000


def stopped_at(call: Call) -> Shot | None:
    """Return the moment at which the spinner was told to stop, None where it never was."""
    return call.at("stopping") or call.at("cancelling")


def ended_at(call: Call) -> Shot | None:
    """Return the moment at which `spin` returned or its task ended, None where it never did."""
    return call.at("returned") or call.at("ended") or call.at("raised")


def done(call: Call) -> Shot | None:
    """Return the moment at which the call returned or raised, None where it never did."""
    return call.at("returned") or call.at("raised")


def error_of(shot: Shot | None) -> Data | None:
    """Return the description of the exception that a mark tells of."""
    error = shot.event["error"] if shot else None
    return error if isinstance(error, dict) else None


def slow_calls(call: Call, state: str) -> list[Event]:
    """Return the calls of the stand-in for `slow_function`, or their returns."""
    return call.events("call", what="slow_function", state=state)


def due(call: Call) -> int | None:
    """Return when `supervisor` should have returned at the latest, None where its `slow_function` never did."""
    return next((event.time + LONGEST for event in slow_calls(call, "returned")), None)


def work_of(trace: Trace) -> list[Event]:
    """Return where a program kept the processor busy."""
    # What a helper thread of the standard library does is nobody's fault.
    events = trace.events("busy") + trace.events("cpu")
    return [event for event in events if event["line"] or event.thread == 0]


def never_waits(call: Call) -> bool:
    """Return whether the spinner kept the processor busy in place of waiting."""
    trace = call.trace
    return bool(work_of(trace) or cause_of(trace) in ("busy", "flooded"))
