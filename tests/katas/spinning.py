"""What both katas promise of `spin`: frames, pace, what is visible when."""

from itertools import pairwise
from typing import NoReturn

from moments import AT_ONCE, LONGEST, SHORTEST, ended_at, error_of, never_waits, stopped_at, work_of
from scripting import message_of

from grader.checks import and_ended, call_at, cause_of, describe_error, fail, first_line, how_it_ended, refuse_processes
from grader.film import Call, Frame, Shot, drawn
from grader.trace import Trace
from grader.words import Message, say, seconds

CHARS = "|/-\\"
HALT = 1_000_000_000  # nanoseconds after which a spinner that draws the same frame has come to a halt


def frames_after_stop(call: Call) -> list[Frame]:
    """Return the frames that were drawn after the spinner was told to stop, and were not on screen then."""
    told, msg = stopped_at(call) or call.shots[0], message_of(call)
    before = [text for _, text in told.state.lines()]
    right = {f"{char} {msg}" for char in CHARS}
    return [frame for frame in call.frames() if frame.time >= told.event.time and frame.text in right - set(before)]


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
                say("every frame in place of the last one, on one line"),
                say(
                    "frame {number} ({text!r}) stands on another line than the first",
                    number=number + 1,
                    text=frame.text,
                ),
                say("A newline moves on to the next line; go back to the beginning of the same one instead."),
                call=call,
                line=_line_of_writes(call, frame.time),
                at=frame.time,
            )
    _judge_turning(call, frames)
    if frames[0].time - call.begin > AT_ONCE:
        fail(
            say("{frame!r} at once", frame=expected[0]),
            say("the first frame came {time} after the call", time=seconds(frames[0].time - call.begin)),
            say("Draw first, then wait."),
            call=call,
            line=_line_of_writes(call, frames[0].time),
            at=frames[0].time,
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
            say("the next character in each turn"),
            say("{frame!r} was drawn over and over, and never another one", frame=last.text),
            say("Go on to the next character in each turn of the loop."),
            call=call,
            line=first_line(again),
            at=again[0].time,
        )


def _judge_alive_until_stop(call: Call) -> None:
    promise = say("frames until it is told to stop")
    stop, end = stopped_at(call), ended_at(call)
    early = end is not None and (stop is None or end.event["n"] < stop.event["n"])
    if early and end is not None and (error := error_of(end)):
        hint = say("The exception ended the spinner, though nobody had told it to stop.")
        if error.get("type") == "NameError":
            hint = say("{hint} Is the name spelt right, and imported?", hint=hint)
        fail(promise, describe_error(error), hint, call=call, line=error.get("line"), at=end.event.time)
    if (early and end is not None and stop is not None) or (early and end is not None and call.at("stopping") is None):
        since = seconds(end.event.time - call.begin)
        seen = say("spin returned {time} after the call, before it was told to", time=since)
        hint = say("It must go on, over and over, for as long as nobody stops it (itertools.cycle never ends).")
        fail(promise, seen, hint, call=call, at=end.event.time)
    if stop is None and cause_of(call.trace) not in (None, "busy", "flooded", "endless"):
        # Busy spinners are a matter of `pace`, if what they drew is right.
        fail(promise, how_it_ended(call.trace), _cause_hint(call.trace), call=call)


def _cause_hint(trace: Trace) -> Message:
    hints = {
        "deadlock": say("Who would have to release or set what it waits for?"),
        "memory": say("Look for a list, or a call such as list(...), that takes from something endless."),
        "exited": say("Return, instead of ending the process."),
        "hung": say("It waits for something outside of the program, input for example."),
    }
    return hints.get(str(cause_of(trace)), say("Look at the line where it was."))


def _judge_without_waits(call: Call, expected: list[str]) -> None:
    """Nothing stayed on screen, or by chance: fail, but for a spinner that never waits and draws in order."""
    order = drawn(call, frozenset(expected))
    right = [expected[number % 4] for number in range(len(order))]
    if not never_waits(call):
        _fail_unseen(call, expected[0], order)
    if not order or order != right:
        drawn_so = ", ".join(map(repr, order[:6])) or say("none of them")
        seen = say("drawn in this order: {frames}", frames=drawn_so)
        fail(
            say("the frames {frames}, over and over", frames=", ".join(map(repr, expected))),
            and_ended(seen, call.trace),
            say("The characters come in the order of '|/-\\\\', over and over."),
            call=call,
        )


def _fail_unseen(call: Call, expected: str, order: list[str]) -> NoReturn:
    """Say why there was no frame at all: drawn and wiped at once, something else written, or nothing."""
    written = "".join(event["text"] for event in call.events("write"))[:60]
    hint = say("A frame must stay until the next one comes: draw, then wait, and erase only just before drawing again.")
    if order:
        seen = say(
            "{frame!r} was drawn, and wiped again before any time had passed: the line was blank while it waited",
            frame=order[0],
        )
    elif written:
        seen = say("no line that stays on screen; written was {written!r}", written=written)
    else:
        seen, hint = say("nothing was drawn on standard output"), say("Write each frame to sys.stdout.")
    if cause_of(call.trace):
        seen = and_ended(seen, call.trace)
    promise, line = say("{frame!r}, and on from there", frame=expected), _line_of_writes(call, call.begin)
    fail(promise, seen, hint, call=call, line=line, at=call.begin)


def _fail_frame(call: Call, number: int, frame: Frame, expected: str, msg: str) -> None:
    hint = say("Each frame is the character, one blank, the message.")
    if number and expected != frame.text and expected in frame.text:
        hint = say("What stood there before is still there: go back to column 0 and draw over it, or erase it first.")
    elif frame.text == expected[: len(frame.text)]:
        hint = say("A state that lasts is a frame: draw the whole frame before you wait.")
    elif frame.text[1:] == f" {msg}":
        hint = say(
            "The order is '|', '/', '-', '\\\\' (a backslash in a string is written twice), over and over, from '|'."
        )
    fail(
        say("frame {number} is {frame!r}", number=number + 1, frame=expected),
        say("{frame!r} at {time}", frame=frame.text, time=seconds(frame.time - call.begin)),
        hint,
        call=call,
        line=_line_of_writes(call, frame.time),
        at=frame.time,
    )


def _line_of_writes(call: Call, time: int) -> int | None:
    return first_line(event for event in call.events("write") if event.time >= time)


def judge_pace(call: Call) -> None:
    """A frame comes every 0.1 s, and the spinner waits for it."""
    trace = call.trace
    expected = say("a new frame every 0.1 s, and a wait in between")
    busy = work_of(trace)
    if busy or cause_of(trace) in ("busy", "flooded"):
        hint = say("Let it sleep between two frames; a loop that only looks at the clock, or doesn't wait, is work.")
        seen = how_it_ended(trace) if cause_of(trace) else say("it kept the processor busy between the frames")
        begun = busy[0] if busy else None
        where = (call_at(trace, begun) if begun else None) or call
        fail(expected, seen, hint, call=where, line=first_line(busy), at=begun.time if begun else None)
    hint = say("How long does each turn of the loop wait in all?")
    stop, frames = stopped_at(call), frames_until_stop(call)
    for number, (before, after) in enumerate(pairwise(frame.time for frame in frames), 1):
        if not SHORTEST <= after - before <= LONGEST:
            time = seconds(after - before)
            seen = say("frame {next} came {time} after frame {number}", next=number + 1, time=time, number=number)
            fail(expected, seen, hint, call=call, line=_sleep_line(call), at=after)
    if stop is not None and frames and stop.event.time - frames[-1].time > LONGEST:
        time = seconds(stop.event.time - frames[-1].time)
        seen = say("after frame {number} no other came for {time}", number=len(frames), time=time)
        line, at = stop.event["line"] or _sleep_line(call), frames[-1].time + LONGEST
        fail(expected, seen, hint, call=call, line=line, at=at)


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
        seen = say("it was not on the terminal then")
        if shown is not None:
            time = seconds(shown.time - natural.begin)
            seen = say("the terminal showed {text!r} at {time}", text=shown.text, time=time)
        fail(
            say("{frame!r} on the terminal at {time}, when it was drawn", frame=frame.text, time=seconds(due)),
            seen,
            say(
                "Without a newline Python keeps what you wrote in a buffer: flush each frame as soon as it is complete."
            ),
            call=natural,
            line=_line_of_writes(natural, natural.begin + due),
            at=natural.begin + due,
        )
