"""The checks of spinner_thread, in the order of the contract."""

from collections.abc import Awaitable, Callable
from functools import partial

from answering import judge_answers, judge_result
from cleaning import judge_clean, spinner_row
from facts import facts
from joining import judge_called, judge_joined, judge_left, judge_stop, stops_later
from picturing import picture, title
from scripting import duration_of, message_of, result_of
from showing import show
from spinning import judge_frames, judge_pace, judge_visible
from supervising import judge_announce, judge_concurrent
from teaching import teach
from telling import judge_run
from thread_scenes import NAMES, SUPERVISED, UNFLUSHED, scenarios
from working import judge_slow_function

from grader.checks import Kata, check, describe_error, each, fail, how_it_ended
from grader.film import calls
from grader.trace import Trace
from grader.words import say

Play = Callable[[str], Awaitable[Trace]]


@check()
async def test_signal(play: Play) -> None:
    """A new Signal has go equal to True, and to False once it was set so."""
    trace = await play("object")
    expected = say("go is True in a new Signal(), and False once it was set to False")
    hint = say("Give each new object an attribute go; setting it on one Signal must not change another.")
    broken = trace.mark("object")
    if broken is not None:
        error = broken["error"]
        if error["type"] in ("AttributeError", "FrozenInstanceError", "TypeError"):
            hint = say("Signal() takes no arguments, and go is an attribute that can be read and set.")
        fail(expected, describe_error(error), hint, trace=trace, line=error.get("line"))
    for label, value, when in (
        ("new", True, say("new")),
        ("set", False, say("set to False")),
        ("other", True, say("new, after another was set")),
    ):
        mark = trace.mark(label)
        if mark is None:
            fail(expected, how_it_ended(trace), hint, trace=trace)
        if not mark["true" if value else "false"]:
            fail(expected, say("go is {value} ({when})", value=mark["repr"], when=when), hint)


@check(rests_on=("signal",))
async def test_frames(play: Play) -> None:
    r"""spin draws '| msg', '/ msg', '- msg', '\ msg', over and over, in place on one line, the first at once."""
    trace = await play("spin")
    judge_called(trace)
    for call in calls(trace):
        if stops_later(call):
            judge_frames(call, message_of(call))


@check(rests_on=("frames",))
async def test_pace(play: Play) -> None:
    """A new frame comes every 0.1 s, and spin waits for it rather than keep the processor busy."""
    for call in calls(await play("spin")):
        if stops_later(call):
            judge_pace(call)


@check(rests_on=("frames",))
async def test_visible(play: Play) -> None:
    """Each frame reaches the terminal when it is drawn, not later."""
    drawn, shown = await play("spin"), await play("spin unflushed")
    for natural, flushed in zip(calls(shown), calls(drawn)[UNFLUSHED], strict=False):
        judge_visible(natural, flushed)


@check(rests_on=("frames", "pace"))
async def test_stop(play: Play) -> None:
    """Once signal.go is false spin returns within 0.12 s and draws at most one more frame; even if it was so before."""
    trace = await play("spin")
    played = calls(trace)
    for call in played:
        judge_stop(call)
    if len(played) < len(trace.scenario.script["calls"]):
        hint, last = say("Look at signal.go in every turn of the loop."), played[-1] if played else None
        fail(say("spin returns"), how_it_ended(trace), hint, trace=trace, call=last)


@check(rests_on=("stop",))
async def test_cleanup(play: Play) -> None:
    """When spin has returned, the line is clean."""
    for call in calls(await play("spin")):
        end = call.at("returned")
        if end is not None:
            judge_clean(call, end, spinner_row(call), say("when spin has returned"))


@check()
async def test_slow_function(play: Play) -> None:
    """slow_function takes 3 s, waits rather than keeps the processor busy, lets other threads run, and returns 42."""
    judge_slow_function(
        await play("slow_function"), say("It has to wait for three seconds, and then to give back the number 42.")
    )


@check()
async def test_announce(play: Play) -> None:
    """supervisor first prints 'spinner object: ' and the repr of a Thread that is not started yet."""
    async for trace in each(play, SUPERVISED):
        judge_announce(calls(trace)[0], "thread")


@check(rests_on=("frames", "pace", "announce"))
async def test_concurrent(play: Play) -> None:
    """spin runs in a thread of its own and keeps its pace for as long as slow_function works, called once."""
    async for trace in each(play, SUPERVISED):
        judge_concurrent(calls(trace)[0], duration_of(trace), "thread")


@check(rests_on=("stop", "cleanup", "concurrent"))
async def test_joined(play: Play) -> None:
    """When supervisor returns, no thread that it started is alive, the line is clean, and nothing is drawn later."""
    async for trace in each(play, SUPERVISED):
        judge_joined(calls(trace)[0])


@check(rests_on=("joined",))
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
    """supervisor can be called again in the same process and does all of this again."""
    trace = await play("rerun")
    played = calls(trace)
    for call in played:
        judge_announce(call, "thread")
        judge_concurrent(call, duration_of(trace), "thread")
        judge_joined(call)
        judge_result(call, result_of(trace, call.number))
    if len(played) < trace.scenario.script["times"]:
        promise, hint = say("supervisor can be called three times"), say("Make everything anew in each call.")
        fail(promise, how_it_ended(trace), hint, trace=trace, call=played[-1] if played else None)


@check(rests_on=("joined",), bonus=True)
async def test_exception(play: Play) -> None:
    """Where slow_function raises, the spinner is stopped, joined and wiped, and the exception reaches the caller."""
    call = calls(await play("raising"))[0]
    hint = say("try: … finally: stop and join the spinner whatever happens.")
    raised = call.at("raised")
    if raised is None:
        returned = call.at("returned")
        seen = say("supervisor returned") if returned else how_it_ended(call.trace)
        at = returned.event.time if returned else None
        fail(say("the exception of slow_function reaches the caller"), seen, hint, call=call, at=at)
    error, at = raised.event["error"], raised.event.time
    if not raised.event["same"]:
        promise = say("the exception of slow_function itself")
        fail(promise, describe_error(error), hint, call=call, line=error.get("line"), at=at)
    alive = raised.event["alive"]
    if alive:
        seen = say("{name} was still alive", name=alive[0]["name"])
        fail(say("the spinner is stopped and joined"), seen, hint, call=call, at=at)
    judge_left(call, say("when the exception comes out of supervisor"))


@check(rests_on=("cleanup",), bonus=True)
async def test_wide(play: Play) -> None:
    """With a message of double-width characters the line is clean afterwards, too."""
    call = calls(await play("wide"))[0]
    end = call.at("returned")
    if end is None:
        fail(say("spin returns"), how_it_ended(call.trace), say("It must work with any message."), call=call)
    judge_clean(call, end, spinner_row(call), say("after a double-width message"))


KATA = Kata(NAMES, scenarios, show, "main", judge_run, picture, title, partial(teach, "thread"), facts)
