"""In which states the threads, the tasks and the loop of a call were, from when to when."""

from collections.abc import Iterable, Iterator

from grader.lanes.cast import GRADER, Cast, Key
from grader.run import Span, State
from grader.trace import Event
from grader.words import say

MAX_SPANS = 1_000  # in one lane
SHORT = 10_000_000  # nanoseconds: spans that are shorter, alike and side by side are drawn as one
ENDLESS = "waits for the end of "

Found = Iterator[tuple[Key, Span]]


def add_spans(cast: Cast) -> None:
    """Give each life its spans: in order, without overlaps, and what holds its tasks up to each loop."""
    spans: dict[Key, list[Span]] = {}
    for source in (_sleeps, _waits, _standins, _hung):
        for key, span in source(cast):
            spans.setdefault(key, []).append(span)
    for key, found in (spans | _loops(cast, spans)).items():
        life = cast.who(key)
        until = cast.end if life.end is None else life.end
        ordered = _in_order(found, life.begin, until)
        if len(ordered) > MAX_SPANS:
            ordered = list(_roughly(ordered))
        cast.cut = cast.cut or len(ordered) > MAX_SPANS
        life.spans = ordered[:MAX_SPANS]
    _add_first_turns(cast)


def _in_order(spans: Iterable[Span], begin: int, until: int) -> list[Span]:
    """Sort spans, cut them to this stretch of time, and let one end where the next begins."""
    ordered: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.begin, one.end)):
        clipped = _clip(span, begin, until)
        if ordered and ordered[-1].end > clipped.begin:
            ordered[-1] = _clip(ordered[-1], begin, clipped.begin)
            if ordered[-1].end <= ordered[-1].begin:
                ordered.pop()
        if clipped.end <= clipped.begin:
            continue
        if ordered and _goes_on(ordered[-1], clipped):
            ordered[-1] = _clip(clipped, ordered[-1].begin, clipped.end, back=True)
        else:
            ordered.append(clipped)
    return ordered


def _clip(span: Span, begin: int, until: int, *, back: bool = False) -> Span:
    first = begin if back else max(span.begin, begin)
    return Span(first, min(span.end, until), span.state, span.why, span.line)


def _goes_on(last: Span, span: Span, gap: int = 0) -> bool:
    alike = (last.state, last.line) == (span.state, span.line)
    return alike and span.begin - last.end <= gap and span.end - span.begin < SHORT


def _roughly(spans: list[Span]) -> Iterator[Span]:
    """Pass over the short gaps between short spans that are alike."""
    last = spans[0]
    for span in spans[1:]:
        if _goes_on(last, span, SHORT):
            last = _clip(span, last.begin, span.end, back=True)
        else:
            yield last
            last = span
    yield last


def _sleeps(cast: Cast) -> Found:
    for event in cast.events:
        if event.kind == "sleep":
            begin = cast.time(event)
            state: State = "sleeps" if event.task is None else "holds"
            why = f"time.sleep({_seconds(event['ns'])})"  # as it is written, in any language
            yield cast.key(event), Span(begin, begin + event["ns"], state, why, event["line"])


def _waits(cast: Cast) -> Found:
    over = cast.events[-1].time if cast.call.trace.end.cause == "deadlock" else None
    for event in cast.events:
        if event.kind == "wait" and cast.key(event) != GRADER:
            begin, end = (max(event[name] - cast.call.begin, 0) for name in ("since", "until"))
            if event["until"] == over:  # nothing can go on any more: everybody stays as he is
                end = cast.end
            yield cast.key(event), Span(begin, end, _state(cast, event), _why(cast, event), event["line"])


def _state(cast: Cast, event: Event) -> State:
    if event["why"] == "works":
        return "works"
    if event["by"] is not None:
        return "holds"
    what = str(event["what"])
    by_itself = event["deadline"] is not None or what.startswith("asyncio.sleep") or what in _names_of_standins(cast)
    return "sleeps" if by_itself else "blocked"


def _why(cast: Cast, event: Event) -> str:
    what, why = event["what"], str(event["why"])
    if why == "works":
        return ""
    if why.startswith(ENDLESS):
        return say("join() of {name}", name=cast.titled(why.removeprefix(ENDLESS)))
    if event["on"] is not None:
        return say("await of {name}", name=cast.name(("task", event["on"])))
    if what is None:
        return say("a lock") if why == "waits for a lock" else why.removeprefix("waits in ")
    if event["deadline"] is not None:
        return f"{what}({_seconds(event['deadline'] - event['since'])})"
    return str(what).removesuffix(".__enter__").removesuffix(".__aenter__")


def _names_of_standins(cast: Cast) -> tuple[str, ...]:
    return tuple(cast.script.get("standins", ()))


def _standins(cast: Cast) -> Found:
    """In a thread, the grader's stand-in for a function works for as long as the scenario says."""
    begun: dict[Key, Event] = {}
    for event in cast.events:
        if event.kind != "call" or event.task is not None or event["what"] not in _names_of_standins(cast):
            continue
        key = cast.key(event)
        if event["state"] == "called":
            begun[key] = event
        elif key in begun:
            yield key, _working(cast, begun.pop(key), cast.time(event))
    for key, event in begun.items():
        yield key, _working(cast, event, cast.end)


def _working(cast: Cast, event: Event, end: int) -> Span:
    return Span(cast.time(event), end, "sleeps", event["what"], event["line"])


def _hung(cast: Cast) -> Found:
    """Whoever ran last waits for something real, and so nobody goes on any more."""
    end, last = cast.call.trace.end, cast.events[-1]
    if end.cause == "hung":
        state: State = "blocked" if last.task is None else "holds"
        yield (
            cast.key(last),
            Span(cast.time(last), cast.end, state, say("a wait for something outside of the program"), end.line),
        )


def _loops(cast: Cast, spans: dict[Key, list[Span]]) -> dict[Key, list[Span]]:
    """Return what each loop was held up by: its tasks that waited without an await, or worked on and on."""
    held: dict[Key, list[Span]] = {key: [] for key in cast.lives if key[0] == "loop"}
    for key, found in spans.items():
        if key[0] == "task" and len(held) == 1:
            next(iter(held.values())).extend(_by(cast, key, span) for span in found if span.state in ("holds", "works"))
    for event in cast.events:
        if event.kind == "blocked":
            begin, end = max(event["since"] - cast.call.begin, 0), cast.time(event)
            known = held.setdefault(("loop", event.thread), [])
            if not any(span.begin < end and begin < span.end for span in known):
                why = say("a callback") if event["by"] is None else cast.name(("task", event["by"]))
                known.append(Span(begin, end, "holds", why, event["line"]))
    return held


def _by(cast: Cast, key: Key, span: Span) -> Span:
    name = cast.name(key)
    why = say("{why} of {name}", why=span.why, name=name) if span.why else name
    return Span(span.begin, span.end, "holds", why, span.line)


def _add_first_turns(cast: Cast) -> None:
    """Say of each task that could not begin at once that it waited for that."""
    for (kind, _), life in cast.lives.items():
        until = cast.end if life.end is None else life.end
        first = life.spans[0].begin if life.spans else until
        if kind == "task" and first > life.begin:
            life.spans.insert(0, Span(life.begin, first, "blocked", say("wait for its first turn")))


def _seconds(nanoseconds: int) -> str:
    return f"{nanoseconds / 1e9:.6g}"
