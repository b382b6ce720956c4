"""What both katas promise of `spin`: frames, pace, what is visible when."""

from itertools import pairwise
from typing import NoReturn

from moments import AT_ONCE, LONGEST, SHORTEST, ended_at, error_of, never_waits, stopped_at, work_of
from scripting import message_of

from grader.checks import cause_of, describe_error, fail, first_line, how_it_ended, refuse_processes, seconds
from grader.film import Call, Frame, Shot, drawn
from grader.trace import Trace

CHARS = "|/-\\"
HALT = 1_000_000_000  # nanoseconds after which a spinner that draws the same frame has come to a halt


def frames_after_stop(call: Call) -> list[str]:
    """Return the frames that were drawn after the spinner was told to stop, and were not on screen then."""
    told, msg = stopped_at(call) or call.shots[0], message_of(call)
    before = [text for _, text in told.state.lines()]
    right = {f"{char} {msg}" for char in CHARS}
    return [
        frame.text for frame in call.frames() if frame.time >= told.event.time and frame.text in right - set(before)
    ]


def frames_until_stop(call: Call) -> list[Frame]:
    """Return the frames that began before the spinner was told to stop."""
    stop = stopped_at(call)
    frames = call.frames()
    return (
        frames
        if stop is None
        else [frame for frame in frames if frame.time <= stop.event.time and shown_by(frame, stop)]
    )


def shown_by(frame: Frame, stop: Shot) -> bool:
    """Return whether a frame was on screen when the spinner was told to stop, and not drawn after that."""
    return frame.time < stop.event.time or any(text == frame.text for _, text in stop.state.lines())


def judge_frames(call: Call, msg: str) -> None:
    """`spin` draws the right frames in the right order, on one line, from the beginning."""
    refuse_processes(call.trace)
    expected = [f"{char} {msg}" for char in CHARS]
    _judge_alive_until_stop(call)
    frames = frames_until_stop(call)
    if not frames or never_waits(call):
        _judge_without_waits(call, expected)
        return
    for number, frame in enumerate(frames):
        if frame.text != expected[number % 4]:
            _fail_frame(call, number, frame, expected[number % 4], msg)
        if frame.row != frames[0].row:
            fail(
                "every frame in place of the last one, on one line",
                f"frame {number + 1} ({frame.text!r}) stands on another line than the first",
                "A newline moves on to the next line; go back to the beginning of the same one instead.",
                call=call,
                line=_line_of_writes(call, frame.time),
            )
    _judge_turning(call, frames)
    if frames[0].time - call.begin > AT_ONCE:
        fail(
            f"{expected[0]!r} at once",
            f"the first frame came {seconds(frames[0].time - call.begin)} after the call",
            "Draw first, then wait.",
            call=call,
            line=_line_of_writes(call, frames[0].time),
        )


def _judge_turning(call: Call, frames: list[Frame]) -> None:
    """The spinner doesn't come to a halt, to draw its last frame over and over."""
    stop, last = stopped_at(call), frames[-1]
    if stop is None or stop.event.time - last.time < HALT:
        return
    slowest = max((after.time - before.time for before, after in pairwise(frames)), default=0)
    again = [event for event in call.events("write") if last.time + LONGEST < event.time < stop.event.time]
    if again and stop.event.time - last.time > 2 * slowest:
        fail(
            "the next character in each turn",
            f"{last.text!r} was drawn over and over, and never another one",
            "Go on to the next character in each turn of the loop.",
            call=call,
            line=first_line(again),
        )


def _judge_alive_until_stop(call: Call) -> None:
    stop, end = stopped_at(call), ended_at(call)
    early = end is not None and (stop is None or end.event["n"] < stop.event["n"])
    if early and end is not None and (error := error_of(end)):
        hint = "The exception ended the spinner, though nobody had told it to stop."
        if error.get("type") == "NameError":
            hint += " Is the name spelt right, and imported?"
        fail("frames until it is told to stop", describe_error(error), hint, call=call, line=error.get("line"))
    if (early and end is not None and stop is not None) or (early and end is not None and call.at("stopping") is None):
        what = f"spin returned {seconds(end.event.time - call.begin)} after the call, before it was told to"
        hint = "It must go on, over and over, for as long as nobody stops it (itertools.cycle never ends)."
        fail("frames until it is told to stop", what, hint, call=call)
    if stop is None and cause_of(call.trace) not in (None, "busy", "flooded", "endless"):
        # Busy spinners are a matter of `pace`, if what they drew is right.
        fail("frames until it is told to stop", how_it_ended(call.trace), _cause_hint(call.trace), call=call)


def _cause_hint(trace: Trace) -> str:
    hints = {
        "deadlock": "Who would have to release or set what it waits for?",
        "memory": "Look for a list, or a call such as list(...), that takes from something endless.",
        "exited": "Return, instead of ending the process.",
        "hung": "It waits for something outside of the program, input for example.",
    }
    return hints.get(str(cause_of(trace)), "Look at the line where it was.")


def _judge_without_waits(call: Call, expected: list[str]) -> None:
    """Nothing stayed on screen, or by chance: fail, but for a spinner that never waits and draws in order."""
    order = drawn(call, frozenset(expected))
    right = [expected[number % 4] for number in range(len(order))]
    if not never_waits(call):
        _fail_unseen(call, expected[0], order)
    if not order or order != right:
        fail(
            f"the frames {', '.join(map(repr, expected))}, over and over",
            f"drawn in this order: {', '.join(map(repr, order[:6])) or 'none of them'}; {how_it_ended(call.trace)}",
            "The characters come in the order of '|/-\\\\', over and over.",
            call=call,
        )


def _fail_unseen(call: Call, expected: str, order: list[str]) -> NoReturn:
    """Say why there was no frame at all: drawn and wiped at once, something else written, or nothing."""
    written = "".join(event["text"] for event in call.events("write"))[:60]
    hint = "A frame must stay until the next one comes: draw, then wait, and erase only just before drawing again."
    if order:
        seen = f"{order[0]!r} was drawn, and wiped again before any time had passed: the line was blank while it waited"
    elif written:
        seen = f"no line that stays on screen; written was {written!r}"
    else:
        seen, hint = "nothing was drawn on standard output", "Write each frame to sys.stdout."
    if cause_of(call.trace):
        seen += f"; {how_it_ended(call.trace)}"
    fail(f"{expected!r}, and on from there", seen, hint, call=call, line=_line_of_writes(call, call.begin))


def _fail_frame(call: Call, number: int, frame: Frame, expected: str, msg: str) -> None:
    hint = "Each frame is the character, one blank, the message."
    if number and expected != frame.text and expected in frame.text:
        hint = "What stood there before is still there: go back to column 0 and draw over it, or erase it first."
    elif frame.text == expected[: len(frame.text)]:
        hint = "A state that lasts is a frame: draw the whole frame before you wait."
    elif frame.text[1:] == f" {msg}":
        hint = "The order is '|', '/', '-', '\\\\' (a backslash in a string is written twice), over and over, from '|'."
    fail(
        f"frame {number + 1} is {expected!r}",
        f"{frame.text!r} at {seconds(frame.time - call.begin)}",
        hint,
        call=call,
        line=_line_of_writes(call, frame.time),
    )


def _line_of_writes(call: Call, time: int) -> int | None:
    return first_line(event for event in call.events("write") if event.time >= time)


def judge_pace(call: Call) -> None:
    """A frame comes every 0.1 s, and the spinner waits for it."""
    trace = call.trace
    expected = "a new frame every 0.1 s, and a wait in between"
    busy = work_of(trace)
    if busy or cause_of(trace) in ("busy", "flooded"):
        line = first_line(busy)
        hint = "Let it sleep between two frames; a loop that only looks at the clock, or doesn't wait, is work."
        seen = how_it_ended(trace) if cause_of(trace) else "it kept the processor busy between the frames"
        fail(expected, seen, hint, trace=trace, line=line)
    stop, frames = stopped_at(call), frames_until_stop(call)
    times = [frame.time for frame in frames]
    gaps = [after - before for before, after in pairwise(times)]
    for number, gap in enumerate(gaps):
        if not SHORTEST <= gap <= LONGEST:
            seen = f"frame {number + 2} came {seconds(gap)} after frame {number + 1}"
            fail(
                expected, seen, "How long does each turn of the loop wait in all?", trace=trace, line=_sleep_line(call)
            )
    if stop is not None and frames and stop.event.time - times[-1] > LONGEST:
        seen = f"after frame {len(times)} no other came for {seconds(stop.event.time - times[-1])}"
        line = stop.event["line"] or _sleep_line(call)
        fail(expected, seen, "How long does each turn of the loop wait in all?", trace=trace, line=line)


def _sleep_line(call: Call) -> int | None:
    return first_line(call.events("sleep"))


def judge_visible(natural: Call, flushed: Call) -> None:
    """Each frame is on screen when it is drawn, with nobody but the attempt flushing."""
    drawn_frames, seen_frames = frames_until_stop(flushed), frames_until_stop(natural)
    for number, frame in enumerate(drawn_frames):
        due = frame.time - flushed.begin
        shown = seen_frames[number] if number < len(seen_frames) else None
        # A call before this one may have left the cursor elsewhere by a wipe that comes out only now: see `cleanup`.
        right = shown is not None and shown.text.endswith(frame.text)
        if shown is not None and right and abs(shown.time - natural.begin - due) <= AT_ONCE // 20:
            continue
        late = "it was not on the terminal" if shown is None else f"the terminal showed {shown.text!r}"
        fail(
            f"{frame.text!r} on the terminal at {seconds(due)}, when it was drawn",
            f"{late} then" if shown is None else f"{late} at {seconds(shown.time - natural.begin)}",
            "Without a newline Python keeps what you wrote in a buffer: flush each frame as soon as it is complete.",
            call=natural,
            line=_line_of_writes(natural, natural.begin + due),
        )
