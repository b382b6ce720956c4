"""What spinner_asyncio promises of the loop and of a spinner's task that is cancelled."""

from cleaning import first_row, judge_clean, spinner_line
from moments import done, due, error_of, stopped_at
from spinning import frames_after_stop

from grader.checks import and_ended, call_at, cause_of, describe_error, fail, how_it_ended
from grader.film import Call
from grader.trace import Data, Trace
from grader.words import Message, say, seconds

BLOCKING = say(
    "A wait that isn't awaited (time.sleep, an Event of threading) stops the whole loop: await asyncio.sleep(...)."
)


def judge_blocked(trace: Trace, function: str) -> None:
    """The loop never stood still."""
    blocked = next(iter(trace.events("blocked")), None)
    if blocked is None:
        return
    seen = say("the loop stood still for {time}", time=seconds(blocked.time - blocked["since"]))
    call, at = call_at(trace, blocked), blocked["since"]
    fail(never_blocks(function), seen, BLOCKING, trace=trace, call=call, line=blocked["line"], at=at)


def never_blocks(function: str) -> Message:
    """Say what is promised of the loop."""
    return say("{function} never blocks the event loop", function=function)


def judge_stuck(trace: Trace, function: str) -> None:
    """The loop doesn't stand still for good, in a wait of its own thread for what only the loop could bring."""
    stuck = next((event for event in trace.events("stack") if event["actor"] is not None and event["line"]), None)
    if cause_of(trace) == "deadlock" and stuck is not None and stuck["why"] != "waits in select":
        line, call = stuck["line"], call_at(trace, stuck)
        fail(never_blocks(function), how_it_ended(trace), BLOCKING, trace=trace, call=call, line=line)


def refuse_threads(trace: Trace, function: str) -> None:
    """Nothing started a thread."""
    threads = trace.events("thread", state="started")
    if threads:
        first = threads[0]
        seen = say("{function} started the thread {name}", function=function, name=first["name"])
        hint = say("Await asyncio.sleep: a task needs no thread to wait.")
        call = call_at(trace, first)
        fail(say("no thread is started"), seen, hint, trace=trace, call=call, at=first.time)


LEAVE = say(
    "CancelledError is raised at the await: let it out, or catch it outside of the loop, wipe the line, and end."
)


def judge_cancel(call: Call) -> None:
    """A cancelled spinner ends at once, and draws no further frame."""
    expected = say("a cancelled spin ends at once")
    told, end = stopped_at(call), call.at("ended")
    if told is None or end is None:
        seen = say("it went on") if told else say("it could not be cancelled")
        seen = and_ended(seen, call.trace) if cause_of(call.trace) else seen
        fail(expected, seen, LEAVE, call=call, at=told.event.time if told else None)
    if error := error_of(end):
        promise, at = say("its task ends cancelled or returns"), end.event.time
        fail(promise, describe_error(error), LEAVE, call=call, line=error.get("line"), at=at)
    if end.event.time > told.event.time:
        seen = say("it ended {time} later", time=seconds(end.event.time - told.event.time))
        hint = say("No await that takes time may come after the CancelledError.")
        fail(expected, seen, hint, call=call, at=told.event.time)
    further = frames_after_stop(call)
    if further:
        seen = say("it drew {frame!r} after that", frame=further[0].text)
        fail(say("it draws no further frame"), seen, LEAVE, call=call, at=further[0].time)


def judge_cancelled(call: Call) -> None:
    """When supervisor has returned and the loop has settled, none of its tasks is left."""
    hint = say("Cancel the spinner's task before supervisor returns: nobody else knows it.")
    end, settled = done(call), call.at("settled")
    if end is None or settled is None:
        fail(say("supervisor returns"), and_ended(say("it did not"), call.trace), hint, call=call, at=due(call))
    if call.at("raised"):
        return  # The exception kept it from the rest; `result` shows it.
    pending = _started_by_supervisor(call, settled.event["tasks"] or [])
    if pending:
        promise = say("no task that supervisor started is pending")
        fail(promise, _goes_on(pending[0]), hint, call=call, at=end.event.time)
    judge_only_wiped(call)


def _goes_on(task: Data) -> Message:
    return say("{name} was still going on", name=task["name"])


def _started_by_supervisor(call: Call, tasks: list[Data]) -> list[Data]:
    """Return those of these tasks that spin didn't start itself, as a shielded sleep that runs out by itself."""
    created = {event["which"]: event for event in call.trace.events("task", state="created")}

    def is_made_by_spin(task: Data) -> bool:
        made = created.get(task["which"])
        maker = created.get(made.task) if made is not None else None
        return maker is not None and maker["name"] == "spin"

    return [task for task in tasks if not is_made_by_spin(task)]


def judge_only_wiped(call: Call) -> None:
    """After the end, the spinner's line is only wiped; an answer that supervisor printed is a matter of `answer`."""
    end, row = done(call), spinner_line(call)
    if end is None:
        return
    before = end.state.rows
    for shot in call.shots:
        now = shot.state.rows
        # What is left when a part of a line has been wiped, as of a double-width message by its len(), is no drawing.
        changed = [place for place in range(len(now)) if now[place].strip() not in before[place]]
        if shot.event["n"] > end.event["n"] and [place for place in changed if place >= row]:
            time = seconds(shot.event.time - end.event.time)
            seen = say("{text!r} was drawn {time} after it returned", text=now[changed[0]], time=time)
            promise = say("nothing is drawn but the wiping of the line")
            fail(promise, seen, say("Is the spinner cancelled?"), call=call, at=shot.event.time)


def judge_ended_clean(call: Call, hint: Message, when: Message) -> None:
    """The spinner has ended and its line is clean, once the loop has settled."""
    settled = call.at("settled")
    if settled is None:
        fail(say("the spinner ends {when}", when=when), how_it_ended(call.trace), hint, call=call)
    if settled.event["tasks"]:
        promise = say("the spinner is cancelled {when}", when=when)
        fail(promise, _goes_on(settled.event["tasks"][0]), hint, call=call, at=settled.event.time)
    judge_clean(call, settled, first_row(call), when)
