"""Which events belong to a call, and when the last of them came that is worth drawing."""

from grader.film import Call
from grader.trace import Event

MAX_EVENTS = 12_000  # of a call that are looked at
NOTHING = ("advance", "candidates")  # what tells of nothing that the attempt did
KEPT = ("stack", "mark", "report", "wait")  # few, and what a picture needs most
SILENT = ("lingered", "settled", "finished")  # marks at which nothing happens


def happenings(call: Call) -> tuple[list[Event], bool]:
    """Return a call's events, and whether some had to be left out.

    They go on to the next call's begin, or to the end of the trace. But a thread or task that is made after the last
    mark belongs to the next call.
    """
    first = call.shots[0].event["n"]
    events: list[Event] = []
    lingered = cut = False
    for entry in call.trace.entries:
        if not isinstance(entry, Event) or entry.kind in NOTHING or entry["n"] < first:
            continue
        if entry["n"] > first and entry.kind == "mark" and entry["label"] == "called":
            break
        if lingered and entry.kind in ("thread", "task") and entry["state"] in ("created", "started"):
            continue
        if len(events) >= MAX_EVENTS and entry.kind not in KEPT:
            cut = True
            continue
        events.append(entry)
        lingered = lingered or (entry.kind == "mark" and entry["label"] == "lingered")
    return events, cut


def last_time(call: Call, events: list[Event]) -> int:
    """Return when the last thing happened in a call: an event that tells of the attempt, or a change on screen."""
    times = [call.begin]
    for event in events:
        if event.kind == "wait":
            times.append(event["until"])
        elif event.kind == "sleep":
            times.append(event.time + event["ns"])
        elif event.kind not in ("end", "stack") and not (event.kind == "mark" and event["label"] in SILENT):
            times.append(event.time)
    state = call.shots[0].state
    for shot in call.shots:
        if shot.state != state:
            times.append(shot.event.time)
            state = shot.state
    return max(times)
