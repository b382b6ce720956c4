"""The checks of spinner_asyncio, in the order of the contract."""

from collections.abc import Awaitable, Callable
from functools import partial

from answering import judge_answers, judge_result
from asyncio_scenes import COROUTINES, NAMES, RERUN_CALLS, SUPERVISED, UNFLUSHED, scenarios
from cancelling import (
    BLOCKING,
    LEAVE,
    judge_blocked,
    judge_cancel,
    judge_cancelled,
    judge_ended_clean,
    judge_stuck,
    refuse_threads,
)
from cleaning import judge_clean, spinner_line, spinner_row
from facts import facts
from moments import ended_at, error_of, stopped_at, work_of
from picturing import picture, title
from reporting import judge_quiet
from scripting import duration_of, message_of, result_of
from showing import show
from spinning import judge_frames, judge_pace, judge_visible
from supervising import judge_announce, judge_concurrent
from teaching import teach
from telling import judge_run
from working import judge_slow_function

from grader.checks import (
    Kata,
    and_ended,
    call_at,
    cause_of,
    check,
    describe_error,
    each,
    fail,
    first_line,
    how_it_ended,
    refuse_processes,
)
from grader.film import Call, calls
from grader.trace import Trace
from grader.words import Message, say

Play = Callable[[str], Awaitable[Trace]]


@check()
async def test_coroutines(play: Play) -> None:
    """spin, slow_function and supervisor are coroutine functions; main is a plain function."""
    trace = await play("names")
    inspected = trace.mark("inspected")
    kinds = inspected["names"] if inspected else {}
    for name in COROUTINES:
        if kinds[name] != "coroutine function":
            promise = say("{name} is a coroutine function", name=name)
            fail(promise, _is_a(kinds[name]), say("Define it by async def {name}.", name=name), trace=trace)
    if kinds["main"] not in ("function", "class"):
        hint = say("main is called, not awaited: define it by def, and drive supervisor in it by asyncio.run.")
        fail(say("main is a plain function"), _is_a(kinds["main"]), hint, trace=trace)


_KINDS = {
    "function": say("function"),
    "coroutine function": say("coroutine function"),
    "generator function": say("generator function"),
    "asynchronous generator function": say("asynchronous generator function"),
    "class": say("class"),
}


def _is_a(kind: str) -> Message:
    return say("it is a {kind}", kind=_KINDS.get(kind, kind))


def _cut_by_cancel(call: Call) -> bool:
    """Return whether the spinner had time for frames before it was cancelled."""
    return isinstance(call.trace.scenario.script["calls"][call.number]["cancel"], dict)


@check(rests_on=("coroutines",))
async def test_frames(play: Play) -> None:
    r"""spin draws '| msg', '/ msg', '- msg', '\ msg', over and over, in place on one line, the first at once."""
    trace = await play("spin")
    if not calls(trace):
        error = next(trace.errors(), None)
        seen = describe_error(error) if error else how_it_ended(trace)
        fail(say("spin is called with a message"), seen, say("It takes (msg), by position."), trace=trace)
    for call in calls(trace):
        if _cut_by_cancel(call):
            judge_frames(call, message_of(call))


@check(rests_on=("frames",))
async def test_pace(play: Play) -> None:
    """A new frame comes every 0.1 s, and spin waits for it rather than keep the processor busy."""
    for call in calls(await play("spin")):
        if _cut_by_cancel(call):
            judge_pace(call)


@check(rests_on=("frames",))
async def test_visible(play: Play) -> None:
    """Each frame reaches the terminal when it is drawn, not later."""
    drawn, shown = await play("spin"), await play("spin unflushed")
    for natural, flushed in zip(calls(shown), calls(drawn)[UNFLUSHED], strict=False):
        judge_visible(natural, flushed)


@check(rests_on=("coroutines",))
async def test_yields(play: Play) -> None:
    """Neither spin nor slow_function ever blocks the event loop: other tasks get their turn on time."""
    trace = await play("spin")
    judge_blocked(trace, "spin")
    last = calls(trace)[-1] if calls(trace) else None
    if last is not None and stopped_at(last) is None and ended_at(last) is None and cause_of(trace):
        slept = last.events("sleep")
        since = slept[0].time if slept else last.begin
        seen = and_ended(say("no other task got a turn any more"), trace)
        fail(say("spin lets the loop go on at every wait"), seen, BLOCKING, call=last, line=first_line(slept), at=since)
    trace = await play("slow_function")
    if trace.events("process", what="os.system"):  # the one that never gives the loop a turn
        refuse_processes(trace)
    judge_blocked(trace, "slow_function")
    judge_stuck(trace, "slow_function")
    busy = work_of(trace)
    if busy or cause_of(trace) == "busy":
        line, begun = first_line(busy), busy[0] if busy else None
        hint = say("While it works on, no other task gets a turn: it should wait by an await, and not work.")
        promise, seen = say("slow_function lets other tasks go on"), say("it kept the processor busy")
        call, at = call_at(trace, begun) if begun else None, begun.time if begun else None
        fail(promise, seen, hint, trace=trace, call=call, line=line, at=at)


@check(rests_on=("frames", "pace", "yields"))
async def test_cancel(play: Play) -> None:
    """Wherever it is cancelled, spin ends without program time passing, draws no further frame, and doesn't raise."""
    trace = await play("spin")
    played = calls(trace)
    for call in played:
        judge_cancel(call)
    if len(played) < len(trace.scenario.script["calls"]):
        last = played[-1] if played else None
        fail(say("spin ends when it is cancelled"), how_it_ended(trace), LEAVE, trace=trace, call=last)


@check(rests_on=("cancel",))
async def test_cleanup(play: Play) -> None:
    """When a cancelled spin has ended, the line is clean."""
    for call in calls(await play("spin")):
        end = call.at("ended")
        if end is not None:
            judge_clean(call, end, spinner_row(call), say("when the cancelled spin has ended"))


@check(rests_on=("coroutines",))
async def test_slow_function(play: Play) -> None:
    """slow_function takes 3 s (2.9 to 3.1), and returns 42."""
    judge_slow_function(
        await play("slow_function"), say("It has to await three seconds, and then to give back the number 42.")
    )


@check(rests_on=("coroutines",))
async def test_announce(play: Play) -> None:
    """supervisor first prints 'spinner object: ' and the repr of a Task that is pending, before the first frame."""
    async for trace in each(play, SUPERVISED):
        judge_announce(calls(trace)[0], "task")


@check(rests_on=("frames", "pace", "yields", "announce"))
async def test_concurrent(play: Play) -> None:
    """spin runs as a task on the same loop and keeps its pace while slow_function works, awaited once; no thread."""
    refuse_threads(await play("spin"), "spin")
    refuse_threads(await play("slow_function"), "slow_function")
    async for trace in each(play, SUPERVISED):
        judge_concurrent(calls(trace)[0], duration_of(trace), "task")


@check(rests_on=("cancel", "cleanup", "concurrent"))
async def test_cancelled(play: Play) -> None:
    """supervisor ends the spinner: settled after it returned, none of its tasks is pending, nothing more is drawn."""
    async for trace in each(play, SUPERVISED):
        judge_cancelled(calls(trace)[0])


@check(rests_on=("cancelled",))
async def test_result(play: Play) -> None:
    """supervisor returns what slow_function returned, whatever that is."""
    async for trace in each(play, SUPERVISED):
        judge_result(calls(trace)[0], result_of(trace, 0))


@check(rests_on=("announce", "result", "slow_function"))
async def test_answer(play: Play) -> None:
    """main prints 'Answer: ' and the result, and returns; the screen shows announcement, answer, nothing else."""
    await judge_answers(play, SUPERVISED)


@check(rests_on=("result",))
async def test_rerun(play: Play) -> None:
    """supervisor can be called again, on the same loop and on a new one, and does all of this again."""
    trace = await play("rerun")
    played = calls(trace)
    for call in played:
        judge_announce(call, "task")
        judge_concurrent(call, duration_of(trace), "task")
        judge_cancelled(call)
        judge_result(call, result_of(trace, call.number))
    if len(played) < len(RERUN_CALLS):
        promise, hint = say("supervisor can be called three times"), say("Make everything anew in each call.")
        fail(promise, how_it_ended(trace), hint, trace=trace, call=played[-1] if played else None)


@check(rests_on=("result",))
async def test_quiet(play: Play) -> None:
    """asyncio reports nothing: every coroutine awaited, no task destroyed while pending, no exception left unseen."""
    async for trace in each(play, (*SUPERVISED, "rerun", "main")):
        judge_quiet(trace)


@check(rests_on=("cancelled",), bonus=True)
async def test_awaited(play: Play) -> None:
    """supervisor awaits the cancelled spinner: the line is clean already when it returns."""
    async for trace in each(play, SUPERVISED):
        call = calls(trace)[0]
        end = call.at("returned")
        if end is not None:
            judge_clean(call, end, spinner_line(call), say("when supervisor returns"))


@check(rests_on=("cancelled",), bonus=True)
async def test_exception(play: Play) -> None:
    """Where slow_function raises, that exception reaches the caller, and the spinner is cancelled and wiped."""
    call = calls(await play("raising"))[0]
    hint = say("try: … finally: cancel the spinner, whatever happens.")
    raised = call.at("raised")
    if raised is None:
        seen, at = _returned(call)
        fail(say("the exception of slow_function reaches the caller"), seen, hint, call=call, at=at)
    if not raised.event["same"]:
        promise, error = say("the exception itself, not another or a group"), raised.event["error"]
        fail(promise, describe_error(error), hint, call=call, line=error.get("line"), at=raised.event.time)
    judge_ended_clean(call, hint, say("after the exception"))


def _returned(call: Call) -> tuple[Message, int | None]:
    """Say that supervisor returned, and when; where it didn't, how it ended."""
    returned = call.at("returned")
    return (say("supervisor returned"), returned.event.time) if returned else (how_it_ended(call.trace), None)


@check(rests_on=("cancelled",), bonus=True)
async def test_outer_cancel(play: Play) -> None:
    """Where supervisor itself is cancelled, that goes on to the caller, and the spinner is cancelled and wiped, too."""
    call = calls(await play("cancelled"))[0]
    hint = say("try: … finally: cancel the spinner; let the CancelledError that ends supervisor go on.")
    raised = call.at("raised")
    error = error_of(raised)
    if error is None or error["type"] != "CancelledError":
        seen, at = (describe_error(error), raised.event.time) if error and raised else _returned(call)
        line = error.get("line") if error else None
        fail(say("the cancellation goes on to the caller"), seen, hint, call=call, line=line, at=at)
    judge_ended_clean(call, hint, say("after the cancellation"))


@check(rests_on=("cleanup",), bonus=True)
async def test_wide(play: Play) -> None:
    """With a message of double-width characters the line is clean afterwards, too."""
    call = calls(await play("wide"))[0]
    end = call.at("ended")
    if end is None:
        promise, hint = say("spin ends when it is cancelled"), say("It must work with any message.")
        fail(promise, how_it_ended(call.trace), hint, call=call)
    judge_clean(call, end, spinner_row(call), say("after a double-width message"))


KATA = Kata(NAMES, scenarios, show, "main", judge_run, picture, title, partial(teach, "asyncio"), facts)
