"""What happened in a scenario, in one line: shown of the reference solution, beside the attempt's failure."""

from cleaning import first_row, spinner_row, unclean
from moments import done, ended_at, stopped_at
from supervising import announcement

from grader.checks import plain, seconds
from grader.film import calls, shoot
from grader.trace import Trace


def show(trace: Trace) -> str:
    """Say in one line what happened in a scenario, whichever it is."""
    script = trace.scenario.script
    if script["play"] == "main":
        return _show_main(trace)
    if script["play"] == "attribute":
        return _show_attribute(trace)
    if script["play"] == "nothing":
        return _show_names(trace)
    return _show_supervisor(trace) if "standins" in script else _show_spin_or_slow(trace)


def _show_spin_or_slow(trace: Trace) -> str:
    returned = trace.mark("returned")
    if (returned is not None and "calls" not in trace.scenario.script) or trace.scenario.script["play"] == "await":
        begin = calls(trace)[0].begin
        return (
            f"it returned {returned['repr']} after {seconds(returned.time - begin)}"
            if returned
            else "it did not return"
        )
    return _show_frames(trace)


def _show_attribute(trace: Trace) -> str:
    values = [f"{mark['repr']} ({mark['label']})" for mark in trace.events("mark") if mark["repr"]]
    return f"{trace.scenario.script['name']} is {', '.join(values)}"


def _show_names(trace: Trace) -> str:
    inspected = trace.mark("inspected")
    return ", ".join(f"{name}: {kind}" for name, kind in inspected["names"].items()) if inspected else ""


def _show_frames(trace: Trace) -> str:
    """Say in one line what a spinner drew in its first call, and how it ended."""
    call = calls(trace)[0]
    frames = call.frames()
    first = ", ".join(f"{frame.text!r} at {seconds(frame.time - call.begin)}" for frame in frames[:3])
    stop, end = stopped_at(call), ended_at(call)
    told = f"; told to stop at {seconds(stop.event.time - call.begin)}" if stop else ""
    ended = f"; ended at {seconds(end.event.time - call.begin)}" if end else ""
    clean = "; the line clean" if end and unclean(end, spinner_row(call)) is None else ""
    return f"{first} … {len(frames)} frames{told}{ended}{clean}"


def _show_supervisor(trace: Trace) -> str:
    """Say in one line what a supervisor did in its first call."""
    call = calls(trace)[0]
    frames = call.frames(first_row(call))
    end = done(call)
    took = f", {end.event['repr'] or 'an exception'} after {seconds(end.event.time - call.begin)}" if end else ""
    return f"{plain(announcement(call) or '')!r}, {len(frames)} frames{took}"


def _show_main(trace: Trace) -> str:
    """Say in one line what the screen showed at the end."""
    return " / ".join(plain(text) for _, text in shoot(trace)[-1].state.lines())
