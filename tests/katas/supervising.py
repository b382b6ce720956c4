"""What both katas promise of `supervisor` while it works: announcement and concurrency."""

from itertools import pairwise

from cleaning import FRAME_LINE, first_row
from moments import AT_ONCE, FRAME, LONGEST, SHORTEST, done, error_of, slow_calls
from spinning import CHARS

from grader.checks import cause_of, describe_error, fail, first_line, how_it_ended, plain, refuse_processes, seconds
from grader.film import Call, Frame, first_completed

PREFIX = "spinner object: "


def announcement(call: Call) -> str | None:
    """Return the first line that the call completed on screen, None where there is none."""
    line = first_completed(call)
    return line.text if line else None


def judge_announce(call: Call, kind: str) -> None:
    """The first line printed is the announcement of a thread or task that is still to begin."""
    fresh = {"thread": "a Thread that is not started yet", "task": "a Task that is pending"}[kind]
    expected = f"first of all the line '{PREFIX}' and the repr of {fresh}"
    text = announcement(call)
    looks = [look for event in call.events("candidates") for look in event["list"]]
    right = [look for look in looks if look["kind"] == kind and text == (PREFIX + look["repr"]).rstrip()]
    if any(look["fresh"] for look in right):
        _judge_nothing_before(call, expected)
        return
    hint = f"Create it, print it, and only then {'start it' if kind == 'thread' else 'await anything'}."
    error = error_of(call.at("raised"))
    if error and not right:
        fail(expected, f"{describe_error(error)}, before there was any", hint, call=call, line=error.get("line"))
    if text is None:
        first = "".join(event["text"] for event in call.events("write"))[:80]
        seen = f"no line was completed; written was {first!r}" if first else "nothing was printed"
        seen += f"; {how_it_ended(call.trace)}" if cause_of(call.trace) and done(call) is None else ""
        fail(expected, seen, hint, call=call)
    line = next((event["line"] for event in call.events("write")), None)
    old = right or [look for look in looks if look["repr"] in text and not look["fresh"]]
    if old:
        fail(expected, f"{plain(text)!r}: it was started already", hint, call=call, line=line)
    if not text.startswith(PREFIX):
        seen, hint = f"the first line is {plain(text)!r}", f"The line begins with '{PREFIX}', spelt exactly so."
    else:
        seen = f"{plain(text)!r}: no {kind} that the program has looks so"
        hint = f"Print the {kind} object itself: print('{PREFIX.strip()}', spinner)."
    fail(expected, seen, hint, call=call, line=line)


def _judge_nothing_before(call: Call, expected: str) -> None:
    """No frame came before the announcement, which may have gone over it."""
    line = first_completed(call)
    time = line.time if line else call.begin
    early = next((frame for frame in call.frames() if frame.time < time and FRAME_LINE.fullmatch(frame.text)), None)
    if early is not None:
        seen = f"{early.text!r} was on screen {seconds(time - early.time)} before it"
        hint = "Print it before anything else is awaited: the spinner begins with the first await."
        place = first_line(event for event in call.events("write") if PREFIX in event["text"])
        fail(expected, seen, hint, call=call, line=place)


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
            f"supervisor takes at most 0.12 s longer than slow_function's {seconds(duration)}",
            f"it took {seconds(finished.event.time - call.begin)}",
            "What else does it wait for?",
            call=call,
        )


def _judge_working(call: Call, kind: str) -> None:
    refuse_processes(call.trace)
    expected = "slow_function is called once, and works while the spinner spins"
    called, returned = slow_calls(call, "called"), slow_calls(call, "returned")
    error = error_of(call.at("raised"))
    spun = next((event.data for event in call.events("call", what="spin", state="raised")), None)
    ended = next((event.data for event in call.events("task", state="ended", how="raised")), None)
    if error and not returned:
        fail(
            expected,
            describe_error(error),
            "The exception kept it from its work.",
            call=call,
            line=error.get("line"),
        )
    if spun and not returned:
        fail(
            expected,
            f"spin died: {describe_error(spun)}",
            "Pass it what it takes.",
            call=call,
            line=spun.get("line"),
        )
    if ended and not returned:
        fail(expected, f"a task died: {ended['type']}: {ended['text']}", "Look at what it was given.", call=call)
    if not called:
        awaited = kind == "task"
        seen = f"supervisor never {'awaited' if awaited else 'called'} it"
        seen += f"; {how_it_ended(call.trace)}" if done(call) is None else ""
        hint = "supervisor itself must get to the call of slow_function."
        if awaited:
            hint = "supervisor itself must await slow_function(); the call alone makes a coroutine and runs nothing."
        fail(expected, seen, hint, call=call)
    if len(called) > 1:
        fail(expected, f"it was called {len(called)} times", "Keep its result.", call=call, line=called[1]["line"])
    if not returned:
        seen = (
            f"it was called, but didn't get to its end; {how_it_ended(call.trace)}"
            if done(call) is None
            else "it was cut off"
        )
        fail(expected, seen, "Wait for it to its end.", call=call, line=called[0]["line"])


def _judge_spin_called(call: Call, kind: str) -> None:
    own = {"thread": "a thread of its own", "task": "a task of its own, on the same loop and in the same thread"}[kind]
    spins = call.events("call", what="spin", state="called")
    if not spins:
        hint = "supervisor calls spin by its name in the module, in a thread or task of its own; is it started?"
        fail(f"spin runs in {own}", "spin was never called", hint, call=call)
    here = call.shots[0].event.thread
    if kind == "thread" and any(event.thread == here for event in spins):
        hint = "Give the function itself to the Thread, target=spin, and call start(); spin(...) or run() runs it here."
        fail(f"spin runs in {own}", "spin ran in the thread of supervisor itself", hint, call=call)
    threads = call.events("thread", state="started")
    if kind == "task" and threads:
        seen = f"a thread was started: {threads[0]['name']}"
        fail(f"spin runs in {own}, and no thread is started", seen, "A task needs no thread.", call=call)


def _judge_task_draws(call: Call, begin: int) -> None:
    main = call.shots[0].event["main"]
    strange = [event for event in call.events("write") if event.time > begin and event.task == main]
    for event in strange:
        if event.time < slow_calls(call, "returned")[0].time and event["text"].strip():
            hint = "Make a task of spin: asyncio.create_task(spin(...))."
            fail(
                "a task of its own draws the frames",
                "something else drew them",
                hint,
                call=call,
                line=event["line"],
            )


def judge_frames_between(call: Call, begin: int, end: int) -> None:
    """The spinner is on screen at once and keeps its order and pace, from ``begin`` to ``end``."""
    expected = f"frames every 0.1 s for the {seconds(end - begin)} that slow_function works"
    frames = [frame for frame in call.frames(first_row(call)) if frame.until > begin and frame.time < end]
    if end - begin > AT_ONCE and (not frames or frames[0].time - begin > AT_ONCE):
        seen = f"the first frame came {seconds(frames[0].time - begin)} after it began" if frames else _no_frame(call)
        hint = "The spinner must be started before slow_function is called, and get its turns while that works."
        fail(expected, seen, hint, call=call)
    _judge_row_of_frames(call, frames, expected)
    times = [frame.time for frame in frames] + ([end] if frames else [])
    for before, after in pairwise(times):
        if after - before > LONGEST or (after - before < SHORTEST and after != end):
            seen = f"{seconds(after - before)} passed between the frame at {seconds(before - begin)} and what followed"
            hint = "Something stopped the spinner, or kept it from its turn, before slow_function had ended."
            fail(expected, seen, hint, call=call)


def _no_frame(call: Call) -> str:
    """Say that there was no frame, and of what a task died that may have drawn some: cancel() hides that."""
    died = next(iter(call.events("task", state="ended", how="raised")), None)
    return f"there was no frame; a task died of {died['type']}: {died['text']}" if died else "there was no frame"


def _judge_row_of_frames(call: Call, frames: list[Frame], expected: str) -> None:
    for before, after in pairwise(frames):
        follows = CHARS[(CHARS.find(before.text[:1]) + 1) % 4] + before.text[1:]
        if not FRAME_LINE.fullmatch(before.text) or after.text != follows:
            seen = f"{plain(after.text)!r} after {plain(before.text)!r}"
            fail(expected, seen, "Does anything else write on the spinner's line?", call=call)
