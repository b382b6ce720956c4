"""A scene in sentences, one for each event: for a screen reader, which has no use for a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.reports.captions import CAPTIONS
from grader.reports.screens import BLANK, MOST_ROWS, is_written, moments, notes, written
from grader.reports.symbols import IMPORTANCE, STATES
from grader.run import Lane, Run, Scene, Span, View
from grader.words import Message, say, seconds

MOST, MOST_OF_REFERENCE, MOST_FRAMES = 12, 6, 4
LONG = 500_000_000  # nanoseconds: a shorter sleep is none to tell of
LEAST = 100  # the rank of what comes again and again: frames


@dataclass(frozen=True, slots=True)
class _Told:
    time: int
    rank: tuple[int, int]  # the lower, the more it matters
    text: Message


def sentences(scene: Scene) -> Iterator[Message]:
    """Yield what happened, in the order of time, then what the terminal showed, then the same of the solution."""
    yield say("What was played: {title}.", title=scene.title)
    captions = CAPTIONS[scene.against]
    yield from _run(scene.attempt, scene.at, MOST, captions.here)
    shown = moments(scene) if is_written(scene) else []
    yield from _screens(captions.my_terminal, [(moment.name, moment.attempt) for moment in shown])
    if scene.reference:
        yield captions.aside
        yield from _run(scene.reference, None, MOST_OF_REFERENCE, captions.here)
        yield from _screens(captions.their_whole_terminal, [(moment.name, moment.reference) for moment in shown])


def _screens(whose: Message, shots: Sequence[tuple[Message, View | None]]) -> Iterator[Message]:
    """Yield the last line of each screen, and the whole of the last one."""
    before = None
    for number, (when, view) in enumerate(shots):
        if view is None or view == before:
            continue
        before = view
        rows = written(view) if number == len(shots) - 1 else written(view)[-1:]
        for row in rows[-MOST_ROWS:]:
            yield say("{when}, {whose}: '{row}'", when=when, whose=whose, row=row)
        for note in notes(view) or ([] if rows else [BLANK]):
            yield say("{when}, {whose}: {note}", when=when, whose=whose, note=note)


def _run(run: Run, at: int | None, most: int, here: Message) -> Iterator[Message]:
    told = [told for lane in run.lanes for told in _lane(lane, at or 0)]
    ranked = sorted(told, key=lambda each: each.rank)
    frames = [each for each in ranked if each.rank[0] == LEAST]
    others = [each for each in ranked if each.rank[0] != LEAST]
    kept = sorted([*others, *frames[:MOST_FRAMES]][:most], key=lambda each: each.time)
    before = True
    for each in kept:
        if at is not None and before and each.time > at:
            yield say("{time}: {here}.", time=seconds(at), here=here)
            before = False
        yield each.text
    if at is not None and before:
        yield say("{time}: {here}.", time=seconds(at), here=here)
    if len(told) > len(kept):
        yield say("Events that are left out here, as they matter less: {count}.", count=len(told) - len(kept))
    if run.cut:
        yield say("More happened than can be told: what came late is left out.")


def _lane(lane: Lane, at: int) -> Iterator[_Told]:
    for point in lane.points:
        rank = (LEAST if point.kind == "frame" else -IMPORTANCE[point.kind], abs(point.time - at))
        yield _Told(point.time, rank, _event(point.time, lane.name, point.text, point.line))
    for span in lane.spans:
        if span.state != "sleeps" or span.end - span.begin >= LONG:
            rank = (0 if span.state == "holds" else 4, abs(span.begin - at))
            yield _Told(span.begin, rank, _event(span.begin, lane.name, _stretch(span), span.line))


def _event(time: int, who: str, what: str, line: int | None) -> Message:
    if line is None:
        return say("{time}, {who}: {what}", time=seconds(time), who=who, what=what)
    return say("{time}, {who}: {what}, line {line}", time=seconds(time), who=who, what=what, line=line)


def _stretch(span: Span) -> Message:
    what, until = STATES[span.state].meaning, seconds(span.end)
    if span.why:
        return say("{what} until {until}, in {why}", what=what, until=until, why=span.why)
    return say("{what} until {until}", what=what, until=until)
