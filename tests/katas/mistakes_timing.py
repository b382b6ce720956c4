"""Mistakes with time: what is counted in the wrong unit, waits twice, or doesn't wait at all."""

import ast
from collections.abc import Sequence

from concepts import CONCEPTS
from mistake import Mistake
from moments import work_of
from seeing import Case, Recogniser

from grader.words import say

SECOND = 1_000_000_000
THREE = (2_900, 3_100)


def milliseconds(case: Case) -> Mistake | None:
    """sleep was given milliseconds, and waited for three thousand seconds, or for a tenth of a second times 1000."""
    returned = case.call.at("returned") if case.call else None
    took = (returned.event.time - case.begin) / SECOND if returned else 0
    longest = max((event["ns"] for event in case.events("sleep") if isinstance(event["ns"], int)), default=0) / SECOND
    if (case.check == "slow_function" and THREE[0] <= took <= THREE[1]) or (case.check == "pace" and longest == 100):
        hint = say("In which unit does sleep count?")
        return Mistake(say("sleep counts in seconds, not in milliseconds"), CONCEPTS["seconds"], hint)
    if case.check == "slow_function" and 0.0029 <= took <= 0.0031:
        return Mistake(say("sleep counts in seconds, and has been given a thousandth of that"), CONCEPTS["seconds"])
    return None


def whole_division(case: Case) -> Mistake | None:
    """A fraction of a second is written with //, which gives zero."""
    if any(event["ns"] for event in case.events("sleep")) or case.cause not in ("flooded", "busy"):
        return None
    for call in (*case.reading.calls("time.sleep", "spin"), *case.reading.calls("asyncio.sleep", "spin")):
        if any(isinstance(node, ast.FloorDiv) for node in ast.walk(call)):
            name = say("The division // drops the fraction, and so the wait takes no time")
            hint = say("What do 1 / 10 and 1 // 10 give?")
            return Mistake(name, CONCEPTS["busy"], hint, call.lineno)
    return None


def busy(case: Case) -> Mistake | None:
    """The processor is kept busy until the time has come."""
    if case.trace is None or not (work_of(case.trace) or case.cause == "busy"):
        return None
    if case.check == "slow_function" and any(event["ns"] for event in case.events("sleep")):
        return None
    hint = say("Which call tells the system to wake you at a given time, and to let others run until then?")
    return Mistake(say("The processor is kept at work in place of a wait"), CONCEPTS["busy"], hint)


def two_waits(case: Case) -> Mistake | None:
    """Each turn of the loop sleeps twice."""
    frames = case.call.frames() if case.call else []
    if len(frames) < 3 or case.cause:
        return None
    begin, end = frames[0].time, frames[1].time
    sleeps = [event for event in case.events("sleep") if begin <= event.time < end and event["ns"]]
    if len(sleeps) > 1 and sum(event["ns"] for event in sleeps) == end - begin and len(sleeps) <= 3:
        hint = say("Which waits does one turn of the loop come past, and how long are they together?")
        return Mistake(say("Each turn of the loop waits more than once"), CONCEPTS["seconds"], hint, sleeps[1]["line"])
    return None


def never_waits(case: Case) -> Mistake | None:
    """Nothing in the loop waits at all."""
    if case.cause != "flooded" or any(event["ns"] for event in case.events("sleep")):
        return None
    hint = say("How many turns does the loop make while one frame should last, and what could hold it up?")
    return Mistake(say("Nothing in the loop waits"), CONCEPTS["flood"], hint)


TIMING: Sequence[tuple[frozenset[str], Recogniser]] = (
    (frozenset({"pace", "slow_function"}), milliseconds),
    (frozenset({"pace"}), whole_division),
    (frozenset({"pace"}), never_waits),
    (frozenset({"pace", "slow_function", "cancelled"}), busy),
    (frozenset({"pace"}), two_waits),
)
