"""What both katas promise of `supervisor` while it works: announcement and concurrency."""

from itertools import pairwise
from typing import NoReturn

from cleaning import FRAME_LINE, first_row
from moments import AT_ONCE, FRAME, LONGEST, SHORTEST, done, error_of, slow_calls
from spinning import CHARS

from grader.checks import and_ended, cause_of, describe_error, fail, first_line, refuse_processes
from grader.film import Call, Frame, first_completed
from grader.words import Message, say, seconds

PREFIX = "spinner object: "
_PROMISED = {
    "thread": say("first of all the line 'spinner object: ' and the repr of a Thread that is not started yet"),
    "task": say("first of all the line 'spinner object: ' and the repr of a Task that is pending"),
}
_ORDER = {
    "thread": say("Create it, print it, and only then start it."),
    "task": say("Create it, print it, and only then await anything."),
}


def announcement(call: Call) -> str | None:
    """Return the first line that the call completed on screen, None where there is none."""
    line = first_completed(call)
    return line.text if line else None


def judge_announce(call: Call, kind: str) -> None:
    """The first line printed is the announcement of a thread or task that is still to begin."""
    expected = _PROMISED[kind]
    line_completed = first_completed(call)
    text = line_completed.text if line_completed else None
    looks = [look for event in call.events("candidates") for look in event["list"]]
    right = [look for look in looks if look["kind"] == kind and text == (PREFIX + look["repr"]).rstrip()]
    if any(look["fresh"] for look in right):
        _judge_nothing_before(call, expected)
        return
    hint = _ORDER[kind]
    raised = call.at("raised")
    error = error_of(raised)
    if error and raised and not right:
        seen = say("{error}, before there was any", error=describe_error(error))
        fail(expected, seen, hint, call=call, line=error.get("line"), at=raised.event.time)
    if text is None or line_completed is None:
        _fail_unannounced(call, expected, hint)
    line, at = next((event["line"] for event in call.events("write")), None), line_completed.time
    old = right or [look for look in looks if look["repr"] in text and not look["fresh"]]
    if old:
        fail(expected, say("{text!r}: it was started already", text=text), hint, call=call, line=line, at=at)
    if not text.startswith(PREFIX):
        seen = say("the first line is {text!r}", text=text)
        hint = say("The line begins with '{prefix}', spelt exactly so.", prefix=PREFIX)
    elif kind == "thread":
        seen = say("{text!r}: no thread that the program has looks so", text=text)
        hint = say("Print the thread object itself: print('spinner object:', spinner).")
    else:
        seen = say("{text!r}: no task that the program has looks so", text=text)
        hint = say("Print the task object itself: print('spinner object:', spinner).")
    fail(expected, seen, hint, call=call, line=line, at=at)


def _fail_unannounced(call: Call, expected: Message, hint: Message) -> NoReturn:
    written, end = "".join(event["text"] for event in call.events("write"))[:80], done(call)
    seen = say("nothing was printed")
    if written:
        seen = say("no line was completed; written was {written!r}", written=written)
    seen = and_ended(seen, call.trace) if cause_of(call.trace) and end is None else seen
    fail(expected, seen, hint, call=call, at=end.event.time if end else None)


def _judge_nothing_before(call: Call, expected: Message) -> None:
    """No frame came before the announcement, which may have gone over it."""
    line = first_completed(call)
    time = line.time if line else call.begin
    early = next((frame for frame in call.frames() if frame.time < time and FRAME_LINE.fullmatch(frame.text)), None)
    if early is not None:
        seen = say("{frame!r} was on screen {time} before it", frame=early.text, time=seconds(time - early.time))
        hint = say("Print it before anything else is awaited: the spinner begins with the first await.")
        place = first_line(event for event in call.events("write") if PREFIX in event["text"])
        fail(expected, seen, hint, call=call, line=place, at=early.time)


def judge_concurrent(call: Call, duration: int, kind: str) -> None:
    """The spinner turns in a thread or task of its own for as long as `slow_function` works."""
    _judge_working(call, kind)
    _judge_spin_called(call, kind)
    begin, end = slow_calls(call, "called")[0].time, slow_calls(call, "returned")[0].time
    judge_frames_between(call, begin, end)
    if kind == "task" and duration >= FRAME:
        _judge_task_draws(call, begin)
    finished = done(call)
    if finished is not None and finished.event.time - call.begin > duration + LONGEST:
        fail(
            say("supervisor takes at most 0.12 s longer than slow_function's {time}", time=seconds(duration)),
            say("it took {time}", time=seconds(finished.event.time - call.begin)),
            say("What else does it wait for?"),
            call=call,
            at=call.begin + duration + LONGEST,
        )


def _judge_working(call: Call, kind: str) -> None:
    refuse_processes(call.trace)
    expected = say("slow_function is called once, and works while the spinner spins")
    called, returned = slow_calls(call, "called"), slow_calls(call, "returned")
    if not returned:
        _judge_nothing_died(call, expected)
    if not called:
        seen, hint = say("supervisor never called it"), say("supervisor itself must get to the call of slow_function.")
        if kind == "task":
            seen = say("supervisor never awaited it")
            hint = say(
                "supervisor itself must await slow_function(); the call alone makes a coroutine and runs nothing."
            )
        end = done(call)
        seen = and_ended(seen, call.trace) if end is None else seen
        fail(expected, seen, hint, call=call, at=end.event.time if end else None)
    if len(called) > 1:
        seen, again = say("it was called {count} times", count=len(called)), called[1]
        fail(expected, seen, say("Keep its result."), call=call, line=again["line"], at=again.time)
    if not returned:
        seen, end = say("it was cut off"), done(call)
        if end is None:
            seen = and_ended(say("it was called, but didn't get to its end"), call.trace)
        at = end.event.time if end else None
        fail(expected, seen, say("Wait for it to its end."), call=call, line=called[0]["line"], at=at)


def _judge_nothing_died(call: Call, expected: Message) -> None:
    """No exception kept `slow_function` from its work."""
    raised = call.at("raised")
    error = error_of(raised)
    if error and raised:
        hint = say("The exception kept it from its work.")
        fail(expected, describe_error(error), hint, call=call, line=error.get("line"), at=raised.event.time)
    spun = next(iter(call.events("call", what="spin", state="raised")), None)
    if spun:
        seen = say("spin died: {error}", error=describe_error(spun.data))
        fail(expected, seen, say("Pass it what it takes."), call=call, line=spun["line"], at=spun.time)
    died = next(iter(call.events("task", state="ended", how="raised")), None)
    if died:
        seen = say("a task died: {type}: {text}", type=died["type"], text=died["text"])
        fail(expected, seen, say("Look at what it was given."), call=call, at=died.time)


_OWN = {
    "thread": say("spin runs in a thread of its own"),
    "task": say("spin runs in a task of its own, on the same loop and in the same thread"),
}


def _judge_spin_called(call: Call, kind: str) -> None:
    spins = call.events("call", what="spin", state="called")
    if not spins:
        hint = say("supervisor calls spin by its name in the module, in a thread or task of its own; is it started?")
        begin = slow_calls(call, "called")[0].time
        fail(_OWN[kind], say("spin was never called"), hint, call=call, at=begin)
    here = call.shots[0].event.thread
    strayed = next((event for event in spins if event.thread == here), None)
    if kind == "thread" and strayed:
        hint = say(
            "Give the function itself to the Thread, target=spin, and call start(); spin(...) or run() runs it here."
        )
        seen = say("spin ran in the thread of supervisor itself")
        fail(_OWN[kind], seen, hint, call=call, at=strayed.time)
    threads = call.events("thread", state="started")
    if kind == "task" and threads:
        seen = say("a thread was started: {name}", name=threads[0]["name"])
        promise = say("{promise}, and no thread is started", promise=_OWN[kind])
        fail(promise, seen, say("A task needs no thread."), call=call, at=threads[0].time)


def _judge_task_draws(call: Call, begin: int) -> None:
    main = call.shots[0].event["main"]
    strange = [event for event in call.events("write") if event.time > begin and event.task == main]
    for event in strange:
        if event.time < slow_calls(call, "returned")[0].time and event["text"].strip():
            hint = say("Make a task of spin: asyncio.create_task(spin(...)).")
            promise, seen = say("a task of its own draws the frames"), say("something else drew them")
            fail(promise, seen, hint, call=call, line=event["line"], at=event.time)


def judge_frames_between(call: Call, begin: int, end: int) -> None:
    """The spinner is on screen at once and keeps its order and pace, from ``begin`` to ``end``."""
    expected = say("frames every 0.1 s for the {time} that slow_function works", time=seconds(end - begin))
    frames = [frame for frame in call.frames(first_row(call)) if frame.until > begin and frame.time < end]
    if end - begin > AT_ONCE and (not frames or frames[0].time - begin > AT_ONCE):
        seen = _no_frame(call)
        if frames:
            seen = say("the first frame came {time} after it began", time=seconds(frames[0].time - begin))
        hint = say("The spinner must be started before slow_function is called, and get its turns while that works.")
        fail(expected, seen, hint, call=call, at=begin + AT_ONCE)
    _judge_row_of_frames(call, frames, expected)
    times = [frame.time for frame in frames] + ([end] if frames else [])
    for before, after in pairwise(times):
        if after - before > LONGEST or (after - before < SHORTEST and after != end):
            seen = say(
                "{time} passed between the frame at {since} and what followed",
                time=seconds(after - before),
                since=seconds(before - begin),
            )
            hint = say("Something stopped the spinner, or kept it from its turn, before slow_function had ended.")
            fail(expected, seen, hint, call=call, at=min(before + LONGEST, after))


def _no_frame(call: Call) -> Message:
    """Say that there was no frame, and of what a task died that may have drawn some: cancel() hides that."""
    died = next(iter(call.events("task", state="ended", how="raised")), None)
    if died is None:
        return say("there was no frame")
    return say("there was no frame; a task died of {type}: {text}", type=died["type"], text=died["text"])


def _judge_row_of_frames(call: Call, frames: list[Frame], expected: Message) -> None:
    for before, after in pairwise(frames):
        follows = CHARS[(CHARS.find(before.text[:1]) + 1) % 4] + before.text[1:]
        if not FRAME_LINE.fullmatch(before.text) or after.text != follows:
            seen = say("{after!r} after {before!r}", after=after.text, before=before.text)
            hint = say("Does anything else write on the spinner's line?")
            fail(expected, seen, hint, call=call, at=after.time)
