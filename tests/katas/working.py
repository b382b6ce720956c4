"""What both katas promise of `slow_function`."""

from moments import error_of, work_of

from grader.checks import and_ended, cause_of, describe_error, fail, first_line, refuse_processes
from grader.film import calls
from grader.trace import Trace
from grader.words import Message, say, seconds

SLOW_SHORTEST, SLOW_LONGEST = 2_900_000_000, 3_100_000_000


def judge_slow_function(trace: Trace, hint: Message) -> None:
    """`slow_function` waits for three seconds and returns 42."""
    refuse_processes(trace)
    call = calls(trace)[0]
    expected = say("it waits for 3 s (2.9 to 3.1) and returns 42")
    raised = call.at("raised")
    error = error_of(raised)
    if error and raised:
        fail(expected, describe_error(error), hint, call=call, line=error.get("line"), at=raised.event.time)
    busy = work_of(trace)
    if busy or cause_of(trace) == "busy":
        seen, todo = say("it keeps the processor busy instead of waiting"), say("Sleep; a loop that counts is work.")
        fail(expected, seen, todo, call=call, line=first_line(busy), at=busy[0].time if busy else None)
    returned = trace.mark("returned")
    if returned is None:
        fail(expected, and_ended(say("it did not return"), trace), hint, call=call, at=call.begin + SLOW_LONGEST)
    took = returned.time - call.begin
    if not SLOW_SHORTEST <= took <= SLOW_LONGEST:
        line = first_line(trace.events("sleep"))
        todo = say("{hint} Sleeping is counted in seconds.", hint=hint)
        fail(expected, say("it took {time}", time=seconds(took)), todo, call=call, line=line, at=returned.time)
    if returned["value"] != 42 or returned["type"] != "int":
        seen = say("it returned {value} ({type})", value=returned["repr"], type=returned["type"])
        todo = say("It gives back the number 42 itself, and nothing else.")
        fail(expected, seen, todo, call=call, at=returned.time)
