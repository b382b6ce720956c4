"""What happened in a scenario, in one line: shown of the reference solution, beside the attempt's failure."""

from cleaning import first_row, spinner_row, unclean
from moments import done, ended_at, stopped_at
from supervising import announcement

from grader.checks import plain
from grader.film import Call, calls, shoot
from grader.trace import Trace
from grader.words import NOTHING, Message, say, seconds


def show(trace: Trace) -> Message:
    """Say in one line what happened in a scenario, whichever it is."""
    script = trace.scenario.script
    if script["play"] == "main":
        return _show_main(trace)
    if script["play"] == "attribute":
        return _show_attribute(trace)
    if script["play"] == "nothing":
        return _show_names(trace)
    return _show_supervisor(trace) if "standins" in script else _show_spin_or_slow(trace)


def _show_spin_or_slow(trace: Trace) -> Message:
    returned = trace.mark("returned")
    if returned is None and trace.scenario.script["play"] == "await":
        return say("it did not return")
    if returned is not None and ("calls" not in trace.scenario.script or trace.scenario.script["play"] == "await"):
        time = seconds(returned.time - calls(trace)[0].begin)
        return say("it returned {value} after {time}", value=returned["repr"], time=time)
    return _show_frames(calls(trace)[0])


def _show_attribute(trace: Trace) -> Message:
    values = [f"{mark['repr']} ({mark['label']})" for mark in trace.events("mark") if mark["repr"]]
    return say("{name} is {values}", name=trace.scenario.script["name"], values=", ".join(values))


def _show_names(trace: Trace) -> Message:
    inspected = trace.mark("inspected")
    kinds = inspected["names"] if inspected else {}
    return say("{names}", names=", ".join(f"{name}: {kind}" for name, kind in kinds.items()))


def _show_frames(call: Call) -> Message:
    """Say in one line what a spinner drew in its first call, and how it ended."""
    frames = call.frames()
    first = [say("{frame!r} at {time}", frame=each.text, time=seconds(each.time - call.begin)) for each in frames[:3]]
    shown = say("{first} … {count} frames", first=_listed(first), count=len(frames))
    stop, end = stopped_at(call), ended_at(call)
    if stop:
        shown = say("{so_far}; told to stop at {time}", so_far=shown, time=seconds(stop.event.time - call.begin))
    if end:
        shown = say("{so_far}; ended at {time}", so_far=shown, time=seconds(end.event.time - call.begin))
        if unclean(end, spinner_row(call)) is None:
            shown = say("{so_far}; the line clean", so_far=shown)
    return shown


def _listed(messages: list[Message]) -> Message:
    listed = messages[0] if messages else NOTHING
    for message in messages[1:]:
        listed = say("{so_far}, {next}", so_far=listed, next=message)
    return listed


def _show_supervisor(trace: Trace) -> Message:
    """Say in one line what a supervisor did in its first call."""
    call = calls(trace)[0]
    frames = call.frames(first_row(call))
    end = done(call)
    shown = say("{text!r}, {count} frames", text=announcement(call) or "", count=len(frames))
    if end:
        result = end.event["repr"] or say("an exception")
        time = seconds(end.event.time - call.begin)
        shown = say("{so_far}, {result} after {time}", so_far=shown, result=result, time=time)
    return plain(shown)


def _show_main(trace: Trace) -> Message:
    """Say in one line what the screen showed at the end."""
    return plain(say("{lines}", lines=" / ".join(text for _, text in shoot(trace)[-1].state.lines())))
