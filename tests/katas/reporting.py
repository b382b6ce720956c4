"""What spinner_asyncio promises of asyncio's own reports: there are none."""

from grader.checks import call_at, fail
from grader.film import calls
from grader.trace import Event, Trace
from grader.words import Message, say


def judge_quiet(trace: Trace) -> None:
    """Asyncio reports nothing, and no task died unseen."""
    report = next(iter(_reports(trace)), None)
    if report is not None:
        seen, call = say("it reports: {report}", report=_short(report)), call_at(trace, report)
        hint = _hint_of(str(report["text"]))
        fail(say("asyncio has nothing to report"), seen, hint, trace=trace, call=call, at=report.time)
    died = next((event for event in trace.events("task", state="ended", how="raised")), None)
    if died is not None:
        seen = say("a task died of {type}: {text}", type=died["type"], text=died["text"])
        hint, call = say("cancel() says nothing of a task that is dead already."), call_at(trace, died)
        fail(say("no task dies unseen"), seen, hint, trace=trace, call=call, at=died.time)


def _reports(trace: Trace) -> list[Event]:
    """Return what asyncio reported, but for what came only because the loop was let run on after the end."""
    late = [(call.at("settled"), call.at("lingered")) for call in calls(trace)]
    spans = [(begin.event["n"], end.event["n"]) for begin, end in late if begin and end]
    return [event for event in trace.events("report") if not any(first < event["n"] < last for first, last in spans)]


def _hint_of(report: str) -> Message:
    if "never retrieved" in report:
        return say("An exception ended it, and nobody looked: await it, or let the exception not come about.")
    if "Exception in callback" in report:
        return say("A function that the loop was to call raised an exception: mend it, or leave the callback out.")
    return say("Await every coroutine, or make a task of it; await or cancel every task before the loop is closed.")


def _short(report: Event) -> str:
    of = f" ({report['type']})" if report["type"] else ""
    return str(report["text"])[:200] + of
