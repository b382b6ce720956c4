"""The checks of spinner_asyncio, in the order of the contract."""

from collections.abc import Awaitable, Callable, Sequence
from random import Random
from typing import Any

from spinning import (
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
    work_of,
)
from supervising import (
    done,
    duration_of,
    first_row,
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
from grader.trace import Event, Scenario, Trace

Play = Callable[[str], Awaitable[Trace]]

NAMES = ("spin", "slow_function", "supervisor", "main")
COROUTINES = NAMES[:3]
DURATIONS = (3.0, 10.0, 0.0, 0.03, 0.23, 0.37, 1.1)
SUPERVISED = tuple(f"supervisor {duration:g} s" for duration in DURATIONS)
RERUN_CALLS = ({}, {}, {"new_loop": True})
# Cancelled: before it began, in its first wait, in mid-wait, just before and just after the wait ends by itself.
LONG, EARLY = 2.14, 0.05
CANCELS: tuple[Any, ...] = (
    {"at": round(LONG * SECOND), "first": False},
    {"at": round(EARLY * SECOND), "first": False},
    "start",
    "settled",
    {"at": SECOND // 10, "first": True},
    {"at": SECOND // 10, "first": False},
    {"at": 3 * SECOND // 10, "first": False},
)


def scenarios(random: Random) -> Sequence[Scenario]:
    """Return what is played with an attempt, in the order in which the checks ask for it."""
    messages = draw_messages(random, len(CANCELS))
    spins = [_spin(msg, cancel) for msg, cancel in zip(messages, CANCELS, strict=True)]
    wide = _spin(WIDE, {"at": round(0.55 * SECOND), "first": False})
    answers = results(random)
    supervised = [
        Scenario(name, _supervise(duration), limit_of(duration), answers=(answers[number],))
        for number, (name, duration) in enumerate(zip(SUPERVISED, DURATIONS, strict=True))
    ]
    several: tuple[dict[str, Any], ...] = tuple({"result": random.random()} for _ in RERUN_CALLS)
    raises = {"raises": message(random, 5, 15)}
    return [
        Scenario("names", {"play": "nothing", "names": NAMES}),
        Scenario("spin", {"play": "task", "calls": spins}, limit=12),
        Scenario("spin unflushed", {"play": "task", "calls": spins[:1]}, limit=12, natural=True),
        Scenario("slow_function", {"play": "await", "calls": [{"function": "slow_function"}]}, limit=3600),
        *supervised,
        Scenario("main", {"play": "main", "function": "main"}, limit_of(3), natural=True),
        *(main_scenario(number, random, coroutine=True) for number in (1, 2)),
        Scenario("rerun", _supervise(0.4, RERUN_CALLS), limit_of(0.4, 3), answers=several),
        Scenario("raising", _supervise(0.25), limit_of(0.25), answers=(raises,)),
        Scenario("cancelled", _supervise(2.0, ({"cancel": round(0.25 * SECOND)},)), limit_of(2)),
        Scenario("wide", {"play": "task", "calls": [wide]}, limit=12),
    ]


def _spin(msg: str, cancel: Any) -> dict[str, Any]:
    return {"function": "spin", "args": [msg], "cancel": cancel}


def _supervise(duration: float, several: Sequence[dict[str, Any]] = ({},)) -> dict[str, Any]:
    script = supervisor_script(duration, coroutine=True)
    return {**script, "play": "await", "calls": [{"function": "supervisor", **call} for call in several]}


@check()
async def test_coroutines(play: Play) -> None:
    """spin, slow_function and supervisor are coroutine functions; main is a plain function."""
    trace = await play("names")
    inspected = trace.mark("inspected")
    kinds = inspected["names"] if inspected else {}
    for name in COROUTINES:
        if kinds[name] != "coroutine function":
            fail(
                f"{name} is a coroutine function",
                f"it is a {kinds[name]}",
                f"Define it by async def {name}.",
                trace=trace,
            )
    if kinds["main"] not in ("function", "class"):
        hint = "main is called, not awaited: define it by def, and drive supervisor in it by asyncio.run."
        fail("main is a plain function", f"it is a {kinds['main']}", hint, trace=trace)


def _cut_by_cancel(call: Call) -> bool:
    """Return whether the spinner had time for frames before it was cancelled."""
    return isinstance(call.trace.scenario.script["calls"][call.number]["cancel"], dict)


@check(rests_on=("coroutines",))
async def test_frames(play: Play) -> None:
    """Spin draws '| msg', '/ msg', '- msg', '\\\\ msg', in this order, over and over, in place on one line; the first at once."""
    trace = await play("spin")
    if not calls(trace):
        error = next(trace.errors(), None)
        seen = describe_error(error) if error else how_it_ended(trace)
        fail("spin is called with a message", seen, "It takes (msg), by position.", trace=trace)
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
    judge_visible(calls(shown)[0], calls(drawn)[0])


@check(rests_on=("coroutines",))
async def test_yields(play: Play) -> None:
    """Neither spin nor slow_function ever blocks the event loop: other tasks get their turn on time."""
    trace = await play("spin")
    _judge_blocked(trace, "spin")
    last = calls(trace)[-1] if calls(trace) else None
    if last is not None and stopped_at(last) is None and ended_at(last) is None and cause_of(trace):
        line = next((event["line"] for event in trace.events("sleep") if event["line"]), None)
        seen = f"no other task got a turn any more; {how_it_ended(trace)}"
        fail("spin lets the loop go on at every wait", seen, _BLOCKING, trace=trace, line=line)
    trace = await play("slow_function")
    _judge_blocked(trace, "slow_function")
    busy = work_of(trace)
    if busy or cause_of(trace) == "busy":
        line = next((event["line"] for event in busy if event["line"]), None)
        hint = "While it works on, no other task gets a turn: await asyncio.sleep(3) in place of work."
        fail("slow_function lets other tasks go on", "it kept the processor busy", hint, trace=trace, line=line)


_BLOCKING = (
    "A wait that isn't awaited (time.sleep, an Event of threading) stops the whole loop: await asyncio.sleep(...)."
)


def _judge_blocked(trace: Trace, function: str) -> None:
    blocked = next(iter(trace.events("blocked")), None)
    if blocked is None:
        return
    line = next(
        (event["line"] for event in trace.events("sleep") if blocked["since"] <= event.time < blocked.time), None
    )
    seen = f"the loop stood still for {seconds(blocked.time - blocked['since'])}"
    fail(f"{function} never blocks the event loop", seen, _BLOCKING, trace=trace, line=line)


@check(rests_on=("frames", "pace", "yields"))
async def test_cancel(play: Play) -> None:
    """Wherever it is cancelled, spin ends without program time passing, draws no further frame, and raises nothing else."""
    trace = await play("spin")
    played = calls(trace)
    for call in played:
        _judge_cancel(call)
    if len(played) < len(trace.scenario.script["calls"]):
        fail("spin ends when it is cancelled", how_it_ended(trace), _LEAVE, trace=trace)


_LEAVE = "CancelledError is raised at the await: let it out, or catch it outside of the loop, wipe the line, and end."


def _judge_cancel(call: Call) -> None:
    expected = "a cancelled spin ends at once"
    told, end = stopped_at(call), call.at("ended")
    if told is None or end is None:
        late = "it went on" if told else "it could not be cancelled"
        fail(
            expected, f"{late}; {how_it_ended(call.trace)}" if cause_of(call.trace) else late, _LEAVE, trace=call.trace
        )
    if error := error_of(end):
        fail(
            "its task ends cancelled or returns",
            describe_error(error),
            _LEAVE,
            trace=call.trace,
            line=error.get("line"),
        )
    if end.event.time > told.event.time:
        seen = f"it ended {seconds(end.event.time - told.event.time)} later"
        fail(expected, seen, "No await that takes time may come after the CancelledError.", trace=call.trace)
    further = frames_after_stop(call)
    if further:
        fail("it draws no further frame", f"it drew {further[0]!r} after that", _LEAVE, trace=call.trace)


@check(rests_on=("cancel",))
async def test_cleanup(play: Play) -> None:
    """When a cancelled spin has ended, the line is clean."""
    for call in calls(await play("spin")):
        end = call.at("ended")
        if end is not None:
            judge_clean(call, end, spinner_row(call), "when the cancelled spin has ended")


@check(rests_on=("coroutines",))
async def test_slow_function(play: Play) -> None:
    """slow_function takes 3 s (2.9 to 3.1), and returns 42."""
    judge_slow_function(await play("slow_function"), "await asyncio.sleep(3) waits, then return 42.")


@check(rests_on=("coroutines",))
async def test_announce(play: Play) -> None:
    """Supervisor first prints 'spinner object: ' and the repr of a Task that is pending, before the first frame."""
    async for trace in each(play, SUPERVISED):
        judge_announce(calls(trace)[0], "task")


@check(rests_on=("frames", "pace", "yields", "announce"))
async def test_concurrent(play: Play) -> None:
    """Spin runs as a task on the same loop and keeps its pace while slow_function works, awaited once; without a thread."""
    _refuse_threads(await play("spin"), "spin")
    _refuse_threads(await play("slow_function"), "slow_function")
    async for trace in each(play, SUPERVISED):
        judge_concurrent(calls(trace)[0], duration_of(trace), "task")


def _refuse_threads(trace: Trace, function: str) -> None:
    threads = trace.events("thread", state="started")
    if threads:
        seen = f"{function} started the thread {threads[0]['name']}"
        fail("no thread is started", seen, "Await asyncio.sleep: a task needs no thread to wait.", trace=trace)


@check(rests_on=("cancel", "cleanup", "concurrent"))
async def test_cancelled(play: Play) -> None:
    """Supervisor ends the spinner: settled after it returned, no task that it started is pending, nothing more is drawn."""
    async for trace in each(play, SUPERVISED):
        _judge_cancelled(calls(trace)[0])


def _judge_cancelled(call: Call) -> None:
    hint = "Cancel the spinner's task before supervisor returns: nobody else knows it."
    end, settled = done(call), call.at("settled")
    if end is None or settled is None:
        fail("supervisor returns", f"it did not; {how_it_ended(call.trace)}", hint, trace=call.trace)
    pending = settled.event["tasks"] or []
    if pending:
        fail(
            "no task that supervisor started is pending",
            f"{pending[0]['name']} was still going on",
            hint,
            trace=call.trace,
        )
    _judge_only_wiped(call)


def _judge_only_wiped(call: Call) -> None:
    """After the end, the spinner's line is only wiped; an answer that supervisor printed is a matter of `answer`."""
    end, row = done(call), spinner_line(call)
    if end is None:
        return
    before = end.state.rows
    for shot in call.shots:
        now = shot.state.rows
        changed = [place for place in range(len(now)) if now[place] != before[place] and now[place].strip()]
        if shot.event["n"] > end.event["n"] and [place for place in changed if place >= row]:
            seen = f"{now[changed[0]]!r} was drawn {seconds(shot.event.time - end.event.time)} after it returned"
            fail("nothing is drawn but the wiping of the line", seen, "Is the spinner cancelled?", trace=call.trace)


@check(rests_on=("cancelled",))
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
    """Supervisor can be called again, on the same loop and on a new one, and does all of this again."""
    trace = await play("rerun")
    played = calls(trace)
    for call in played:
        judge_announce(call, "task")
        judge_concurrent(call, duration_of(trace), "task")
        _judge_cancelled(call)
        judge_result(call, result_of(trace, call.number))
    if len(played) < len(RERUN_CALLS):
        fail(
            "supervisor can be called three times",
            how_it_ended(trace),
            "Make everything anew in each call.",
            trace=trace,
        )


@check(rests_on=("result",))
async def test_quiet(play: Play) -> None:
    """Asyncio reports nothing: every coroutine was awaited, no task destroyed while pending, no exception left unseen."""
    async for trace in each(play, (*SUPERVISED, "rerun", "main", "spin")):
        report = next(iter(trace.events("report")), None)
        if report is not None:
            hint = "Await every coroutine, or make a task of it; await every task, or cancel it, before the loop is closed."
            fail("asyncio has nothing to report", f"it reports: {_short(report)}", hint, trace=trace)
        died = next((event for event in trace.events("task", state="ended", how="raised")), None)
        if died is not None:
            seen = f"a task died of {died['type']}: {died['text']}"
            fail("no task dies unseen", seen, "cancel() says nothing of a task that is dead already.", trace=trace)


def _short(report: Event) -> str:
    of = f" ({report['type']})" if report["type"] else ""
    return str(report["text"])[:200] + of


@check(rests_on=("cancelled",), bonus=True)
async def test_awaited(play: Play) -> None:
    """Supervisor awaits the cancelled spinner: the line is clean already when it returns."""
    async for trace in each(play, SUPERVISED):
        call = calls(trace)[0]
        end = call.at("returned")
        if end is not None:
            judge_clean(call, end, spinner_line(call), "when supervisor returns")


@check(rests_on=("cancelled",), bonus=True)
async def test_exception(play: Play) -> None:
    """Where slow_function raises, that exception reaches the caller, and the spinner is cancelled and wiped."""
    call = calls(await play("raising"))[0]
    hint = "try: … finally: cancel the spinner, whatever happens."
    raised = call.at("raised")
    if raised is None:
        seen = "supervisor returned" if call.at("returned") else how_it_ended(call.trace)
        fail("the exception of slow_function reaches the caller", seen, hint, trace=call.trace)
    if not raised.event["same"]:
        fail(
            "the exception itself, not another or a group",
            describe_error(raised.event["error"]),
            hint,
            trace=call.trace,
        )
    _judge_ended_clean(call, hint, "after the exception")


@check(rests_on=("cancelled",), bonus=True)
async def test_outer_cancel(play: Play) -> None:
    """Where supervisor itself is cancelled, that goes on to the caller, and the spinner is cancelled and wiped, too."""
    call = calls(await play("cancelled"))[0]
    hint = "try: … finally: cancel the spinner; let the CancelledError that ends supervisor go on."
    error = error_of(call.at("raised"))
    if error is None or error["type"] != "CancelledError":
        seen = (
            describe_error(error)
            if error
            else "supervisor returned"
            if call.at("returned")
            else how_it_ended(call.trace)
        )
        fail("the cancellation goes on to the caller", seen, hint, trace=call.trace)
    _judge_ended_clean(call, hint, "after the cancellation")


def _judge_ended_clean(call: Call, hint: str, when: str) -> None:
    settled = call.at("settled")
    if settled is None:
        fail(f"the spinner ends {when}", how_it_ended(call.trace), hint, trace=call.trace)
    if settled.event["tasks"]:
        fail(
            f"the spinner is cancelled {when}",
            f"{settled.event['tasks'][0]['name']} was still going on",
            hint,
            trace=call.trace,
        )
    judge_clean(call, settled, first_row(call), when)


@check(rests_on=("cleanup",), bonus=True)
async def test_wide(play: Play) -> None:
    """With a message of double-width characters the line is clean afterwards, too."""
    call = calls(await play("wide"))[0]
    end = call.at("ended")
    if end is None:
        fail(
            "spin ends when it is cancelled",
            how_it_ended(call.trace),
            "It must work with any message.",
            trace=call.trace,
        )
    judge_clean(call, end, spinner_row(call), "after a double-width message")


SHOW = {
    **dict.fromkeys(("frames", "pace", "visible", "yields", "cancel", "cleanup", "wide"), show_frames),
    **dict.fromkeys(("announce", "concurrent", "cancelled", "result", "rerun", "awaited"), show_supervisor),
    **dict.fromkeys(("exception", "outer_cancel"), show_supervisor),
    "answer": show_main,
}
