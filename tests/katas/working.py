"""What both katas promise of `slow_function`."""

from moments import error_of, work_of

from grader.checks import cause_of, describe_error, fail, first_line, how_it_ended, refuse_processes, seconds
from grader.film import calls
from grader.trace import Trace

SLOW_SHORTEST, SLOW_LONGEST = 2_900_000_000, 3_100_000_000


def judge_slow_function(trace: Trace, hint: str) -> None:
    """`slow_function` waits for three seconds and returns 42."""
    refuse_processes(trace)
    expected = "it waits for 3 s (2.9 to 3.1) and returns 42"
    error = error_of(calls(trace)[0].at("raised"))
    if error:
        fail(expected, describe_error(error), hint, trace=trace, line=error.get("line"))
    busy = work_of(trace)
    if busy or cause_of(trace) == "busy":
        line = first_line(busy)
        seen = "it keeps the processor busy instead of waiting"
        fail(expected, seen, "Sleep; a loop that counts is work.", trace=trace, line=line)
    returned = trace.mark("returned")
    if returned is None:
        fail(expected, f"it did not return; {how_it_ended(trace)}", hint, trace=trace)
    took = returned.time - calls(trace)[0].begin
    if not SLOW_SHORTEST <= took <= SLOW_LONGEST:
        line = first_line(trace.events("sleep"))
        fail(expected, f"it took {seconds(took)}", hint + " Sleeping is counted in seconds.", line=line)
    if returned["value"] != 42 or returned["type"] != "int":
        fail(
            expected, f"it returned {returned['repr']} ({returned['type']})", "It returns the number itself: return 42."
        )
