"""What is drawn of a call: lanes and a film, and what the scenario was in words."""

from collections.abc import Mapping
from typing import Any

from cleaning import FRAME_LINE
from moments import FRAME
from scripting import duration_of

from grader.film import Call
from grader.lanes import run_of
from grader.run import Run
from grader.words import Message, say, seconds


def picture(call: Call) -> Run:
    """Return what happened in a call, as it is drawn."""
    return run_of(call, FRAME_LINE)


def title(call: Call) -> Message:
    """Say what was played."""
    scenario = call.trace.scenario
    said = _TITLES[str(scenario.script["play"])](call)
    if scenario.script["play"] in ("thread", "task") and scenario.natural:
        return say("{what}; the terminal shows only what the program itself flushes", what=said)
    times = scenario.script.get("times") or len(scenario.script.get("calls", ()))
    if "standins" in scenario.script and times > 1:
        return say("call {number} of {count}: {what}", number=call.number + 1, count=times, what=said)
    return said


def _thread(call: Call) -> Message:
    msg, after = _message(call), _script(call)["after"]
    if after is None:
        return say("a thread runs spin({msg!r}, signal), where signal.go is False from the beginning", msg=msg)
    return say(
        "a thread runs spin({msg!r}, signal), and signal.go is set to False at {time}", msg=msg, time=seconds(after)
    )


def _task(call: Call) -> Message:
    msg, cancel = _message(call), _script(call)["cancel"]
    if cancel == "start":
        return say("a task runs spin({msg!r}), and is cancelled before its first turn", msg=msg)
    if cancel == "settled":
        return say("a task runs spin({msg!r}), and is cancelled as soon as it waits", msg=msg)
    time = seconds(cancel["at"])
    if cancel["at"] % FRAME:
        return say("a task runs spin({msg!r}), and is cancelled at {time}", msg=msg, time=time)
    if cancel["first"]:
        return say(
            "a task runs spin({msg!r}), and is cancelled at {time}, just before it would go on", msg=msg, time=time
        )
    return say("a task runs spin({msg!r}), and is cancelled at {time}, just when it goes on", msg=msg, time=time)


def _function(call: Call) -> Message:
    """Say how `supervisor` or `slow_function` was called."""
    script, own = call.trace.scenario.script, _script(call)
    if "standins" not in script:
        return say("{function} is called", function=own.get("function"))
    time, slow = seconds(duration_of(call.trace)), _what_comes(call)
    if own.get("cancel") is not None:
        when = seconds(own["cancel"])
        return say("supervisor is cancelled itself at {when}, while slow_function takes {time}", when=when, time=time)
    if call.trace.scenario.schedule:
        number = call.trace.scenario.schedule
        return say(
            "supervisor is called; slow_function takes {time} and {does}; threads take turns by schedule {number}",
            time=time,
            does=slow,
            number=number,
        )
    if own.get("new_loop"):
        return say("supervisor is called on a new loop; slow_function takes {time} and {does}", time=time, does=slow)
    return say("supervisor is called; slow_function takes {time} and {does}", time=time, does=slow)


def _main(call: Call) -> Message:
    if "standins" not in call.trace.scenario.script:
        return say("main is called, with the program's own slow_function")
    time = seconds(duration_of(call.trace))
    return say("main is called; slow_function takes {time} and {does}", time=time, does=_what_comes(call))


def _what_comes(call: Call) -> Message:
    """Say what the stand-in for `slow_function` does in the end."""
    answers = call.trace.scenario.answers
    answer = answers[min(call.number, len(answers) - 1)]
    if "raises" in answer:
        return say("raises a ConnectionError")
    if answer.get("unique"):
        return say("returns an object of its own")
    return say("returns {result!r}", result=answer["result"])


def _script(call: Call) -> Mapping[str, Any]:
    """Return the part of the script that is about this call."""
    script: Mapping[str, Any] = call.trace.scenario.script
    of_calls = script.get("calls")
    # An attempt that forges marks may pretend that there were more.
    own: Mapping[str, Any] = of_calls[min(call.number, len(of_calls) - 1)] if of_calls else script
    return own


def _message(call: Call) -> str:
    return str(_script(call)["args"][0])


_TITLES = {"await": _function, "call": _function, "main": _main, "task": _task, "thread": _thread}
