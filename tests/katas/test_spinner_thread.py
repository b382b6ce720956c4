"""The checks of spinner_thread, in the order of the contract."""

from collections.abc import Awaitable, Callable, Sequence
from random import Random
from typing import Any

from spinning import (
    LONGEST,
    SECOND,
    WIDE,
    draw_messages,
    ended_at,
    error_of,
    frames_after_stop,
    judge_clean,
    judge_frames,
    judge_pace,
    judge_slow_function,
    judge_visible,
    message,
    message_of,
    show_frames,
    spinner_row,
    stopped_at,
)
from supervising import (
    done,
    duration_of,
    judge_announce,
    judge_answer,
    judge_concurrent,
    judge_no_answer_by_supervisor,
    judge_result,
    limit_of,
    main_scenario,
    result_of,
    results,
    show_main,
    show_supervisor,
    spinner_line,
    supervisor_script,
)

from grader.checks import cause_of, check, describe_error, each, fail, how_it_ended, seconds
from grader.film import Call, calls
from grader.trace import Scenario, Trace

Play = Callable[[str], Awaitable[Trace]]

NAMES = ("Signal", "spin", "slow_function", "supervisor", "main")
# Off the grid of the frames, and on it; the schedule beside each: 0 is first come, first served.
DURATIONS = ((3.0, 0), (10.0, 0), (0.0, 0), (0.0, 1), (0.03, 2), (0.23, 3), (0.37, 4))
SUPERVISED = tuple(f"supervisor {duration:g} s, schedule {schedule}" for duration, schedule in DURATIONS)
RERUN_SECONDS = 0.4
# When each spinner is told to stop (None: before it begins), never after a multiple of four frames: the next one in the
# same process must begin anew.
STOPS = (2.14, 0.25, 0.05, None)


def scenarios(random: Random) -> Sequence[Scenario]:
    """Return what is played with an attempt, in the order in which the checks ask for it."""
    spins = [_spin(msg, stop) for msg, stop in zip(draw_messages(random, len(STOPS)), STOPS, strict=True)]
    answers = results(random)
    supervised = [
        Scenario(name, _supervise(duration), limit_of(duration), schedule=schedule, answers=(answers[number],))
        for number, (name, (duration, schedule)) in enumerate(zip(SUPERVISED, DURATIONS, strict=True))
    ]
    return [
        Scenario("object", {"play": "attribute", "names": NAMES, "class": "Signal", "name": "go", "value": False}),
        Scenario("spin", {"play": "thread", "calls": spins}, limit=12),
        Scenario("spin unflushed", {"play": "thread", "calls": spins[:1]}, limit=12, natural=True),
        Scenario("slow_function", {"play": "call", "function": "slow_function"}, limit=3600),
        *supervised,
        Scenario("main", {"play": "main", "function": "main"}, limit_of(3), natural=True),
        *(main_scenario(number, random, coroutine=False) for number in (1, 2)),
        Scenario(
            "rerun",
            _supervise(RERUN_SECONDS, times=3),
            limit_of(RERUN_SECONDS, 3),
            answers=tuple({"result": random.random()} for _ in range(3)),
        ),
        Scenario("raising", _supervise(0.25), limit_of(0.25), answers=({"raises": message(random, 5, 15)},)),
        Scenario("wide", {"play": "thread", "calls": [_spin(WIDE, 0.55)]}, limit=12),
    ]


def _spin(msg: str, after: float | None) -> dict[str, Any]:
    stop = None if after is None else round(after * SECOND)
    return {"function": "spin", "args": [msg], "make": "Signal", "name": "go", "value": False, "after": stop}


def _supervise(duration: float, *, times: int = 1) -> dict[str, Any]:
    script = supervisor_script(duration, coroutine=False)
    return {**script, "play": "call", "function": "supervisor", "times": times}


@check()
async def test_signal(play: Play) -> None:
    """A new Signal has go equal to True, and to False once it was set so."""
    trace = await play("object")
    expected = "go is True in a new Signal(), and False once it was set to False"
    hint = "Give each new object an attribute go; setting it on one Signal must not change another."
    broken = trace.mark("object")
    if broken is not None:
        error = broken["error"]
        fail(expected, describe_error(error), hint, trace=trace, line=error.get("line"))
    for label, value, when in (
        ("new", True, "new"),
        ("set", False, "set to False"),
        ("other", True, "new, after another was set"),
    ):
        mark = trace.mark(label)
        if mark is None:
            fail(expected, how_it_ended(trace), hint, trace=trace)
        # Equal to it, not necessarily of type bool: 1 and 0 would do.
        if mark["value"] != value:
            fail(expected, f"go is {mark['repr']} ({when})", hint)


@check(rests_on=("signal",))
async def test_frames(play: Play) -> None:
    """Spin draws '| msg', '/ msg', '- msg', '\\ msg', in this order, over and over, in place on one line; the first at once."""
    trace = await play("spin")
    _judge_called(trace)
    for call in calls(trace):
        if _stops_later(call):
            judge_frames(call, message_of(call))


def _judge_called(trace: Trace) -> None:
    """Every call was made that could be: only a spinner that never ended keeps the next from its turn."""
    if not calls(trace):
        error = next(trace.errors(), None)
        seen = describe_error(error) if error else how_it_ended(trace)
        fail("spin is called with a message and a Signal", seen, "It takes (msg, signal), by position.", trace=trace)


def _stops_later(call: Call) -> bool:
    return call.trace.scenario.script["calls"][call.number]["after"] is not None


@check(rests_on=("frames",))
async def test_pace(play: Play) -> None:
    """A new frame comes every 0.1 s, and spin waits for it rather than keep the processor busy."""
    for call in calls(await play("spin")):
        if _stops_later(call):
            judge_pace(call)


@check(rests_on=("frames",))
async def test_visible(play: Play) -> None:
    """Each frame reaches the terminal when it is drawn, not later."""
    drawn, shown = await play("spin"), await play("spin unflushed")
    judge_visible(calls(shown)[0], calls(drawn)[0])


@check(rests_on=("frames", "pace"))
async def test_stop(play: Play) -> None:
    """Once signal.go is false spin returns within 0.12 s and draws at most one more frame; even if it was so before."""
    trace = await play("spin")
    played = calls(trace)
    for call in played:
        _judge_stop(call)
    if len(played) < len(trace.scenario.script["calls"]):
        fail("spin returns", how_it_ended(trace), "Look at signal.go in every turn of the loop.", trace=trace)


def _judge_stop(call: Call) -> None:
    told = stopped_at(call) or call.shots[0]
    since = "once signal.go is False" if _stops_later(call) else "where signal.go was False before it began"
    expected = f"spin returns within 0.12 s {since}"
    hint = "Look at signal.go in every turn of the loop, and leave the function when it is false."
    end = ended_at(call)
    if (error := error_of(end)) and end is not None:
        fail(expected, describe_error(error), hint, trace=call.trace, line=error.get("line"))
    if end is None:
        fail(
            expected,
            f"it did not return; {how_it_ended(call.trace)}" if cause_of(call.trace) else "it did not",
            hint,
            trace=call.trace,
        )
    late = end.event.time - told.event.time
    if late > LONGEST:
        fail(expected, f"it returned {seconds(late)} after that", hint, trace=call.trace)
    more = frames_after_stop(call)
    if len(more) > 1:
        fail("at most one more frame after the stop", f"{len(more)} more frames were drawn", hint, trace=call.trace)


@check(rests_on=("stop",))
async def test_cleanup(play: Play) -> None:
    """When spin has returned, the line is clean."""
    for call in calls(await play("spin")):
        end = call.at("returned")
        if end is not None:
            judge_clean(call, end, spinner_row(call), "when spin has returned")


@check()
async def test_slow_function(play: Play) -> None:
    """slow_function takes 3 s, waits rather than keeps the processor busy, lets other threads run, and returns 42."""
    judge_slow_function(await play("slow_function"), "time.sleep(3) waits, then return 42.")


@check()
async def test_announce(play: Play) -> None:
    """Supervisor first prints 'spinner object: ' and the repr of a Thread that is not started yet."""
    async for trace in each(play, SUPERVISED):
        judge_announce(calls(trace)[0], "thread")


@check(rests_on=("frames", "pace", "announce"))
async def test_concurrent(play: Play) -> None:
    """Spin runs in a thread of its own and keeps its pace for as long as slow_function works, called once."""
    async for trace in each(play, SUPERVISED):
        judge_concurrent(calls(trace)[0], duration_of(trace), "thread")


@check(rests_on=("stop", "cleanup", "concurrent"))
async def test_joined(play: Play) -> None:
    """When supervisor returns, no thread that it started is alive, the line is clean, and nothing is drawn later."""
    async for trace in each(play, SUPERVISED):
        _judge_joined(calls(trace)[0])


def _judge_joined(call: Call) -> None:
    expected = "when supervisor returns, no thread that it started is alive"
    hint = "Tell the spinner to stop (signal.go = False, on the signal that it was given), then join() its thread."
    end = done(call)
    if end is None:
        fail("supervisor returns", f"it did not; {how_it_ended(call.trace)}", hint, trace=call.trace)
    alive = end.event["alive"] or []
    if alive:
        fail(expected, f"{alive[0]['name']} was still alive", hint, trace=call.trace)
    _judge_left(call, "when supervisor returns")


def _judge_left(call: Call, when: str) -> None:
    """The line is clean, and stays as it is. An answer that supervisor printed is a matter of `answer`."""
    end, row = done(call), spinner_line(call)
    if end is None or end.state.rows[row].startswith("Answer: "):
        return
    judge_clean(call, end, row, when)
    later = next((shot for shot in call.shots if shot.event["n"] > end.event["n"] and shot.state != end.state), None)
    if later is not None:
        text = later.state.rows[row] or later.state.lines()[-1][1]
        fail(
            "nothing is drawn later",
            f"{text!r} {seconds(later.event.time - end.event.time)} after that",
            "Join it.",
            trace=call.trace,
        )


@check(rests_on=("joined",))
async def test_result(play: Play) -> None:
    """Supervisor returns what slow_function returned, whatever that is."""
    async for trace in each(play, SUPERVISED):
        judge_result(calls(trace)[0], result_of(trace, 0))


@check(rests_on=("announce", "result", "slow_function"))
async def test_answer(play: Play) -> None:
    """Main prints 'Answer: ' and the result, and returns; the screen shows the announcement, the answer, nothing else."""
    async for trace in each(play, SUPERVISED):
        judge_no_answer_by_supervisor(calls(trace)[0])
    judge_answer(calls(await play("main"))[0], 42)
    for number in (1, 2):
        trace = await play(f"main {number}")
        judge_answer(calls(trace)[0], trace.scenario.answers[0]["result"])


@check(rests_on=("result",))
async def test_rerun(play: Play) -> None:
    """Supervisor can be called again in the same process and does all of this again."""
    trace = await play("rerun")
    played = calls(trace)
    for call in played:
        judge_announce(call, "thread")
        judge_concurrent(call, duration_of(trace), "thread")
        _judge_joined(call)
        judge_result(call, result_of(trace, call.number))
    if len(played) < trace.scenario.script["times"]:
        fail(
            "supervisor can be called three times",
            how_it_ended(trace),
            "Make everything anew in each call.",
            trace=trace,
        )


@check(rests_on=("joined",), bonus=True)
async def test_exception(play: Play) -> None:
    """Where slow_function raises, the spinner is stopped, joined and wiped, and the exception reaches the caller."""
    call = calls(await play("raising"))[0]
    hint = "try: … finally: stop and join the spinner whatever happens."
    raised = call.at("raised")
    if raised is None:
        seen = "supervisor returned" if call.at("returned") else how_it_ended(call.trace)
        fail("the exception of slow_function reaches the caller", seen, hint, trace=call.trace)
    if not raised.event["same"]:
        fail("the exception of slow_function itself", describe_error(raised.event["error"]), hint, trace=call.trace)
    alive = raised.event["alive"]
    if alive:
        fail("the spinner is stopped and joined", f"{alive[0]['name']} was still alive", hint, trace=call.trace)
    _judge_left(call, "when the exception comes out of supervisor")


@check(rests_on=("cleanup",), bonus=True)
async def test_wide(play: Play) -> None:
    """With a message of double-width characters the line is clean afterwards, too."""
    call = calls(await play("wide"))[0]
    end = call.at("returned")
    if end is None:
        fail("spin returns", how_it_ended(call.trace), "It must work with any message.", trace=call.trace)
    judge_clean(call, end, spinner_row(call), "after a double-width message")


SHOW = {
    **dict.fromkeys(("frames", "pace", "visible", "stop", "cleanup", "wide"), show_frames),
    **dict.fromkeys(("announce", "concurrent", "joined", "result", "rerun", "exception"), show_supervisor),
    "answer": show_main,
}
