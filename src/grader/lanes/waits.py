"""In which states the threads, the tasks and the loop of a call were, from when to when."""

from collections.abc import Iterator

from grader.lanes.cast import MAX_SPANS, Cast, Key
from grader.run import Span, State
from grader.trace import Event
from grader.words import say


def add_spans(cast: Cast) -> None:
    """Give each life its spans: in order, without overlaps."""
    spans: dict[Key, list[Span]] = {}
    for key, span in (*_sleeps(cast), *_standins(cast), *_blocked(cast)):
        if span.end > span.begin:
            spans.setdefault(key, []).append(span)
    for key, found in spans.items():
        cast.who(key).spans = _in_order(found)[:MAX_SPANS]


def _in_order(spans: list[Span]) -> list[Span]:
    """Sort spans, and let one end where the next begins."""
    ordered: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.begin, one.end)):
        if ordered and ordered[-1].end > span.begin:
            last = ordered.pop()
            if last.begin < span.begin:
                ordered.append(Span(last.begin, span.begin, last.state, last.why, last.line))
        ordered.append(span)
    return ordered


def _sleeps(cast: Cast) -> Iterator[tuple[Key, Span]]:
    for event in cast.events:
        if event.kind != "sleep" or not isinstance(event["ns"], int):
            continue
        begin = cast.time(event)
        end = min(begin + event["ns"], cast.end)
        state: State = "sleeps" if event.task is None else "holds"
        yield (
            cast.key(event),
            Span(begin, end, state, say("time.sleep({seconds})", seconds=_seconds(event["ns"])), event["line"]),
        )


def _standins(cast: Cast) -> Iterator[tuple[Key, Span]]:
    """The grader's stand-in for a function works for as long as the scenario says."""
    begun: dict[Key, Event] = {}
    for event in cast.events:
        if event.kind != "call" or event["what"] not in cast.script.get("standins", {}):
            continue
        key = cast.key(event)
        if event["state"] == "called":
            begun[key] = event
        elif key in begun:
            yield key, _working(cast, begun.pop(key), cast.time(event))
    for key, event in begun.items():
        end = cast.lives[key].end if key in cast.lives else None
        yield key, _working(cast, event, cast.end if end is None else end)


def _working(cast: Cast, event: Event, end: int) -> Span:
    return Span(cast.time(event), end, "sleeps", say("{function}", function=event["what"]), event["line"])


def _blocked(cast: Cast) -> Iterator[tuple[Key, Span]]:
    for event in cast.events:
        if event.kind == "blocked":
            begin = max(event["since"] - cast.call.begin, 0)
            yield ("loop", event.thread), Span(begin, cast.time(event), "holds", say("a task"), event["line"])


def _seconds(nanoseconds: int) -> str:
    return f"{nanoseconds / 1e9:g}"
