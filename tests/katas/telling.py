"""What can be told of a whole run of `main` from outside: from its terminal and its end alone.

The same facts are asked for of a run in virtual time and of one in real time, so that these can be held against each
other: generous in time, for a real machine may be busy, and strict in order, for order doesn't depend on that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from answering import UNCLEAN, judge_screen
from cleaning import FRAME_LINE
from spinning import CHARS
from supervising import PREFIX

from grader.checks import ends, fail, plain_text
from grader.screen import Screen
from grader.trace import Output, Trace
from grader.words import say, seconds

ANSWER = 42  # of the attempt's own slow_function
SHORTEST_RUN = 2_900_000_000  # nanoseconds
FEWEST_FRAMES, SHORTEST_SPIN = 6, 1_000_000_000  # of thirty, in three seconds
MAX_BYTES = 1 << 14  # that are looked at one by one; a spinner of three seconds draws about one thousand


@dataclass(frozen=True, slots=True)
class Moment:
    """The lines on screen after one more byte, by row; none of them is blank."""

    time: int
    lines: Mapping[int, str]


def judge_run(trace: Trace) -> None:
    """The announcement comes first, frames in their order while it works, then the answer on a clean line."""
    ends(trace)
    moments = list(_moments(trace))
    _judge_frames(moments)
    _judge_answer_covers_nothing(moments)
    judge_screen(list(moments[-1].lines.values()), ANSWER, trace)
    if moments[-1].time < SHORTEST_RUN:
        seen = say("it ended after {time}", time=seconds(moments[-1].time))
        fail(say("main takes 3 s"), seen, say("slow_function takes three seconds."))


def _moments(trace: Trace) -> Iterator[Moment]:
    """Go through what was on screen byte by byte: what was written together may arrive in pieces, or the other way."""
    screen, left = Screen(), MAX_BYTES
    yield Moment(0, {})
    for output in trace.entries:
        if isinstance(output, Output):
            for byte in output.data[:left]:
                screen.feed(bytes((byte,)))
                yield Moment(output.time, dict(screen.state().lines()))
            if len(output.data) > left:
                screen.feed(output.data[left:])
                yield Moment(output.time, dict(screen.state().lines()))
            left = max(left - len(output.data), 0)


def _judge_frames(moments: list[Moment]) -> None:
    promise = say("the announcement, then frames in the order | / - \\ while slow_function works")
    frames = list(_frames(moments))
    if not frames:
        lines = " / ".join(plain_text(text) for text in moments[-1].lines.values())
        seen = say("there was no frame; at the end the screen showed {lines!r}", lines=lines)
        fail(promise, seen, say("Does the spinner run at all?"))
    first, last = moments[frames[0][0]], moments[frames[-1][0]]
    announced = next(iter(first.lines.values()))
    if not announced.startswith(PREFIX):
        seen = say("the first line was {text!r}", text=announced)
        fail(promise, seen, say("supervisor announces the spinner first of all."))
    drawn = "".join(char for _, char in frames)
    cycle = CHARS * (len(drawn) // len(CHARS) + 1)
    if not cycle.startswith(drawn):
        fail(promise, say("the frames were {frames}", frames=drawn[:40]), say("Begin with |, and leave none out."))
    if len(frames) < FEWEST_FRAMES or last.time - first.time < SHORTEST_SPIN:
        seen = say("{count} frames in {time}", count=len(frames), time=seconds(last.time - first.time))
        fail(promise, seen, say("The spinner turns for as long as slow_function works."))


def _frames(moments: list[Moment]) -> Iterator[tuple[int, str]]:
    """Go through the frames as (number of the moment, character): each time another one is there."""
    before = ""
    for number, moment in enumerate(moments):
        for text in moment.lines.values():
            if FRAME_LINE.fullmatch(text) and text[0] != before:
                before = text[0]
                yield number, before


def _judge_answer_covers_nothing(moments: list[Moment]) -> None:
    for before, moment in pairwise(moments):
        for row, text in moment.lines.items():
            covered = before.lines.get(row, "")
            if text.startswith("A") and covered and not covered.startswith("A"):
                promise = say("the spinner's line is blank when the answer comes")
                fail(promise, say("it showed {text!r}", text=covered), UNCLEAN)
