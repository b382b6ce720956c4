"""Which events belong to a call, and when the last of them came that is worth drawing."""

from grader.film import Call
from grader.trace import Event

MAX_EVENTS = 30_000  # of a call that are looked at
KEPT = ("stack", "mark", "report", "wait")  # few, and what a picture needs most
SILENT = ("lingered", "settled", "finished")  # marks at which nothing happens


def happenings(call: Call) -> tuple[list[Event], bool]:
    """Return a call's events, and whether some had to be left out.

    A thread or task that is made after its last mark belongs to the next call.
    """
    first, last = call.shots[0].event["n"], call.shots[-1].event["n"]
    events: list[Event] = []
    lingered = cut = False
    for entry in call.trace.entries:
        if not isinstance(entry, Event) or not first <= entry["n"] <= last:
            continue
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
        elif event.kind not in ("advance", "end", "stack") and not (event.kind == "mark" and event["label"] in SILENT):
            times.append(event.time)
    state = call.shots[0].state
    for shot in call.shots:
        if shot.state != state:
            times.append(shot.event.time)
            state = shot.state
    return max(times)
