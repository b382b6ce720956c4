"""What happened at which moment of a call, and to whom."""

import re
from collections.abc import Callable, Mapping

from grader.lanes.cast import GRADER, Cast, Key
from grader.trace import Event
from grader.words import say


def add_deeds(cast: Cast, frame: re.Pattern[str]) -> None:
    """Give each life its points."""
    for event in cast.events:
        if event.kind in DEEDS:
            DEEDS[event.kind](cast, event)
    _add_frames(cast, frame)
    if cast.play == "thread" and _call(cast).get("after", 0) is None:
        _add_flag(cast, cast.call.shots[0].event)


def _call(cast: Cast) -> Mapping[str, object]:
    found: Mapping[str, object] = cast.script["calls"][cast.call.number]
    return found


def _add_flag(cast: Cast, event: Event) -> None:
    call = _call(cast)
    code = f"{str(call.get('make')).lower()}.{call.get('name')} = {call.get('value')}"
    cast.add(GRADER, event, "flag", say("{code}", code=code))


def _mark(cast: Cast, event: Event) -> None:
    label, own, function = event["label"], cast.own, cast.function
    if label == "called":
        cast.add(own, event, "called", say("{function} was called", function=function))
    elif label in ("returned", "ended"):
        if event["error"]:
            _raised(cast, own, event, event["error"])
        else:
            cast.add(own, event, "returned", say("{function} returned", function=function))
    elif label == "raised":
        _raised(cast, own, event, event["error"])
    elif label == "stopping":
        _add_flag(cast, event)
    elif label == "cancelling":
        cast.add(GRADER, event, "cancel", say("the task of {function} was cancelled", function=function), event["line"])


def _raised(cast: Cast, key: Key, event: Event, error: Mapping[str, object]) -> None:
    text = say("{type}: {text}", type=error["type"], text=error["text"])
    line = error.get("line")
    if not any(point.kind == "raised" and point.text == text for point in cast.who(key).points):
        cast.add(key, event, "raised", text, line if isinstance(line, int) else None)


def _thread(cast: Cast, event: Event) -> None:
    state = event["state"]
    if state == "started":
        cast.add(cast.key(event), event, "started", say("{name} was started", name=event["name"]), event["line"])
    elif state == "joined":
        cast.add(cast.key(event), event, "joined", say("{name} was joined", name=event["name"]), event["line"])
    elif state == "ended":
        cast.add(("thread", event["actor"]), event, "ended", say("it ended"))


def _task(cast: Cast, event: Event) -> None:
    key = ("task", event["which"])
    if key not in cast.lives:
        return
    if event["state"] == "created":
        cast.add(key, event, "created", say("it was created"), event["line"])
    elif event["state"] == "cancelled":
        if event["line"]:
            text = say("{name} was told to end", name=cast.name(key))
            cast.add(cast.key(event), event, "cancel", text, event["line"])
        cast.add(key, event, "cancelled", say("it was told to end"))
    elif event["state"] == "ended":
        if event["how"] == "raised":
            _raised(cast, key, event, {"type": event["type"], "text": event["text"], "line": event["line"]})
        text = say("it ended cancelled") if event["how"] == "cancelled" else say("it ended")
        cast.add(key, event, "ended", text)


def _called(cast: Cast, event: Event) -> None:
    what, key = event["what"], cast.key(event)
    if event["state"] == "called":
        cast.add(key, event, "called", say("{function} was called", function=what), event["line"])
    elif event["state"] == "returned":
        cast.add(key, event, "returned", say("{function} returned", function=what))
    elif event["state"] == "raised":
        _raised(cast, key, event, event.data)


def _uncaught(cast: Cast, event: Event) -> None:
    if isinstance(event["error"], dict):
        _raised(cast, cast.key(event), event, event["error"])


def _report(cast: Cast, event: Event) -> None:
    key = ("loop", event.thread)
    cast.add(
        key if key in cast.lives else cast.own, event, "reported", say("asyncio reports: {text}", text=event["text"])
    )


DEEDS: Mapping[str, Callable[[Cast, Event], None]] = {
    "call": _called,
    "mark": _mark,
    "report": _report,
    "task": _task,
    "thread": _thread,
    "uncaught": _uncaught,
}


def _add_frames(cast: Cast, pattern: re.Pattern[str]) -> None:
    """Add the frames that came on screen, each to who wrote last before it did."""
    writes = [event for event in cast.events if event.kind == "write" and event["text"].strip("\r\n\b ")]
    position, last = 0, None
    for frame in cast.call.frames():
        while position < len(writes) and writes[position].time <= frame.time:
            last = writes[position]
            position += 1
        if last is not None and pattern.fullmatch(frame.text):
            event = Event("frame", frame.time, last.thread, last.task, {})
            cast.add(cast.key(event), event, "frame", say("{text!r} came on screen", text=frame.text), last["line"])
