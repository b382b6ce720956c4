"""What happened at which moment of a call, and to whom."""

from collections.abc import Callable, Mapping, Sequence

from grader.lanes.cast import BODY, GRADER, Cast, Key
from grader.trace import Event
from grader.words import Message, say


def add_deeds(cast: Cast) -> None:
    """Give each life the points that events tell of."""
    if cast.play == "thread" and _call(cast).get("after", 0) is None:
        _add_flag(cast, cast.call.shots[0].event)
    for event in cast.events:
        if event.kind in DEEDS:
            DEEDS[event.kind](cast, event)


def _call(cast: Cast) -> Mapping[str, object]:
    found: Sequence[Mapping[str, object]] = cast.script["calls"]
    return found[min(cast.call.number, len(found) - 1)] if found else {}  # a forger may pretend that there were more


def _add_flag(cast: Cast, event: Event) -> None:
    call = _call(cast)
    cast.add(GRADER, event, "flag", f"{str(call.get('make')).lower()}.{call.get('name')} = {call.get('value')}")


def _was_called(function: object) -> Message:
    return say("{function} was called", function=function)


def _returned(function: object) -> Message:
    return say("{function} returned", function=function)


def _mark(cast: Cast, event: Event) -> None:
    label, own, function = event["label"], cast.own, cast.function
    if isinstance(event["error"], dict):
        _raised(cast, own, event, event["error"])
    elif label == "called":
        cast.add(own, event, "called", _was_called(function))
    elif label == "returned" or (label == "ended" and event["how"] == "returned"):
        cast.add(own, event, "returned", _returned(function))
    elif label == "stopping":
        _add_flag(cast, event)
    elif label == "cancelling":
        cast.add(GRADER, event, "cancel", say("{name} was told to end", name=cast.name(own)))


def _raised(cast: Cast, key: Key, event: Event, error: Mapping[str, object]) -> None:
    """Add an exception, if only the first of those that tell of it."""
    text = f"{error.get('type')}: {error.get('text')}".removesuffix(": ")
    line = error.get("line")
    if not any(point.kind == "raised" and point.text == text for *_, point in cast.who(key).points):
        cast.add(key, event, "raised", text, line if isinstance(line, int) else None)


def _thread(cast: Cast, event: Event) -> None:
    state, by, line = event["state"], cast.key(event), event["line"]
    name = cast.name(("thread", event["actor"])) if event["actor"] is not None else event["name"]
    if state == "ended" and event["actor"] is not None:
        cast.add(("thread", event["actor"]), event, "ended", say("it ended"))
    elif f"({BODY})" in event["name"] and line is None:
        return  # the grader's own, around the attempt's function
    elif state == "created":
        cast.add(by, event, "created", say("{name} was created", name=name), line)
    elif state == "started":
        cast.add(by, event, "started", say("{name} was started", name=name), line)
    elif state == "joined" and line is not None:
        cast.add(by, event, "joined", say("{name} was joined", name=name), line)


def _task(cast: Cast, event: Event) -> None:
    key = ("task", event["which"])
    if key not in cast.lives:
        return
    if event["state"] == "created" and event["line"] is not None:
        cast.add(key, event, "created", say("it was created"), event["line"])
    elif event["state"] == "cancelled":
        _cancelled(cast, key, event)
    elif event["state"] == "ended" and event["how"] == "raised":
        _raised(cast, key, event, event.data)
        cast.add(key, event, "ended", say("it died of an exception"))
    elif event["state"] == "ended":
        cast.add(key, event, "ended", say("it ended cancelled") if event["how"] == "cancelled" else say("it ended"))


def _cancelled(cast: Cast, key: Key, event: Event) -> None:
    if cast.play != "task" or event["line"] is not None:
        by = GRADER if event["line"] is None and event.task is None else cast.key(event)
        cast.add(by, event, "cancel", say("{name} was told to end", name=cast.name(key)), event["line"])
    cast.add(key, event, "cancelled", say("it was told to end"))


def _called(cast: Cast, event: Event) -> None:
    what, key = event["what"], cast.key(event)
    if event["state"] == "called":
        cast.add(key, event, "called", _was_called(what), event["line"])
    elif event["state"] == "returned":
        cast.add(key, event, "returned", _returned(what))
    elif event["state"] == "raised":
        _raised(cast, key, event, event.data)


def _flag(cast: Cast, event: Event) -> None:
    cast.add(cast.key(event), event, "flag", event["code"], event["line"])


def _uncaught(cast: Cast, event: Event) -> None:
    if isinstance(event["error"], dict):
        _raised(cast, cast.key(event), event, event["error"])


def _report(cast: Cast, event: Event) -> None:
    loop = ("loop", event.thread)
    key = loop if loop in cast.lives else cast.own
    cast.add(key, event, "reported", say("asyncio reports: {text}", text=event["text"]))


def _exit(cast: Cast, event: Event) -> None:
    cast.add(cast.key(event), event, "ended", say("it ended the process by {what}", what=event["what"]), event["line"])


DEEDS: Mapping[str, Callable[[Cast, Event], None]] = {
    "call": _called,
    "exit": _exit,
    "flag": _flag,
    "mark": _mark,
    "report": _report,
    "task": _task,
    "thread": _thread,
    "uncaught": _uncaught,
}
