"""What spinner_asyncio promises of the loop and of a spinner's task that is cancelled."""

from cleaning import first_row, judge_clean, spinner_line
from moments import done, error_of, stopped_at
from spinning import frames_after_stop

from grader.checks import cause_of, describe_error, fail, how_it_ended, seconds
from grader.film import Call
from grader.trace import Data, Trace

BLOCKING = (
    "A wait that isn't awaited (time.sleep, an Event of threading) stops the whole loop: await asyncio.sleep(...)."
)


def judge_blocked(trace: Trace, function: str) -> None:
    """The loop never stood still."""
    blocked = next(iter(trace.events("blocked")), None)
    if blocked is None:
        return
    seen = f"the loop stood still for {seconds(blocked.time - blocked['since'])}"
    fail(f"{function} never blocks the event loop", seen, BLOCKING, trace=trace, line=blocked["line"])


def judge_stuck(trace: Trace, function: str) -> None:
    """The loop doesn't stand still for good, in a wait of its own thread for what only the loop could bring."""
    stuck = next((event for event in trace.events("stack") if event["actor"] is not None and event["line"]), None)
    if cause_of(trace) == "deadlock" and stuck is not None and stuck["why"] != "waits in select":
        line = stuck["line"]
        fail(f"{function} never blocks the event loop", how_it_ended(trace), BLOCKING, trace=trace, line=line)


def refuse_threads(trace: Trace, function: str) -> None:
    """Nothing started a thread."""
    threads = trace.events("thread", state="started")
    if threads:
        seen = f"{function} started the thread {threads[0]['name']}"
        fail("no thread is started", seen, "Await asyncio.sleep: a task needs no thread to wait.", trace=trace)


LEAVE = "CancelledError is raised at the await: let it out, or catch it outside of the loop, wipe the line, and end."


def judge_cancel(call: Call) -> None:
    """A cancelled spinner ends at once, and draws no further frame."""
    expected = "a cancelled spin ends at once"
    told, end = stopped_at(call), call.at("ended")
    if told is None or end is None:
        late = "it went on" if told else "it could not be cancelled"
        fail(expected, f"{late}; {how_it_ended(call.trace)}" if cause_of(call.trace) else late, LEAVE, call=call)
    if error := error_of(end):
        fail(
            "its task ends cancelled or returns",
            describe_error(error),
            LEAVE,
            call=call,
            line=error.get("line"),
        )
    if end.event.time > told.event.time:
        seen = f"it ended {seconds(end.event.time - told.event.time)} later"
        fail(expected, seen, "No await that takes time may come after the CancelledError.", call=call)
    further = frames_after_stop(call)
    if further:
        fail("it draws no further frame", f"it drew {further[0]!r} after that", LEAVE, call=call)


def judge_cancelled(call: Call) -> None:
    """When supervisor has returned and the loop has settled, none of its tasks is left."""
    hint = "Cancel the spinner's task before supervisor returns: nobody else knows it."
    end, settled = done(call), call.at("settled")
    if end is None or settled is None:
        fail("supervisor returns", f"it did not; {how_it_ended(call.trace)}", hint, call=call)
    if call.at("raised"):
        return  # The exception kept it from the rest; `result` shows it.
    pending = _started_by_supervisor(call, settled.event["tasks"] or [])
    if pending:
        fail(
            "no task that supervisor started is pending",
            f"{pending[0]['name']} was still going on",
            hint,
            call=call,
        )
    judge_only_wiped(call)


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
            seen = f"{now[changed[0]]!r} was drawn {seconds(shot.event.time - end.event.time)} after it returned"
            fail("nothing is drawn but the wiping of the line", seen, "Is the spinner cancelled?", call=call)


def judge_ended_clean(call: Call, hint: str, when: str) -> None:
    """The spinner has ended and its line is clean, once the loop has settled."""
    settled = call.at("settled")
    if settled is None:
        fail(f"the spinner ends {when}", how_it_ended(call.trace), hint, call=call)
    if settled.event["tasks"]:
        fail(
            f"the spinner is cancelled {when}",
            f"{settled.event['tasks'][0]['name']} was still going on",
            hint,
            call=call,
        )
    judge_clean(call, settled, first_row(call), when)
