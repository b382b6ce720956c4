"""Mistakes with coroutines, tasks and the loop: not awaited, never ended, blocked, hidden."""

import ast
from collections.abc import Sequence

from concepts import CONCEPTS
from mistake import Mistake
from moments import done, slow_calls
from seeing import Case, Recogniser

from grader.words import say


def sleeps_in_coroutine(case: Case) -> Mistake | None:
    """time.sleep in a coroutine, which stops the whole loop."""
    if case.kind != "asyncio" or not (case.events("blocked") or case.cause):
        return None
    blocked = {event["line"] for event in case.events("blocked")} | {case.finding.line}
    for call in case.reading.calls("time.sleep"):
        if call.lineno in blocked and isinstance(case.reading.within(call.lineno), ast.AsyncFunctionDef):
            hint = say("Which sleep gives the loop its turn back, and how is it called in a coroutine?")
            return Mistake(say("time.sleep in a coroutine"), CONCEPTS["event loop"], hint, call.lineno)
    return None


def blocks_the_loop(case: Case) -> Mistake | None:
    """A wait that isn't awaited, of whatever kind, blocks the loop."""
    # A spinner that nobody could cancel, though its time has passed, has never given the loop a turn.
    for_ever = case.cause == "endless" and case.function == "spin" and case.told is None
    waits = case.events("blocked") or case.cause == "deadlock" or for_ever
    if case.kind != "asyncio" or not waits or case.events("busy") or case.events("cpu") or case.events("process"):
        return None
    hint = say("Who gets a turn while this line waits, and which wait of asyncio does the same?")
    return Mistake(say("A wait that isn't awaited blocks the whole loop"), CONCEPTS["event loop"], hint)


def works_in_coroutine(case: Case) -> Mistake | None:
    """A long computation in a coroutine, during which no other task gets a turn."""
    if case.kind != "asyncio" or not (case.events("busy") or case.events("cpu")):
        return None
    line = next((event["line"] for event in case.events("busy") + case.events("cpu") if event["line"]), None)
    hint = say("slow_function only pretends to work: how does a coroutine wait without keeping the processor busy?")
    return Mistake(
        say("A computation in a coroutine keeps the loop from all other tasks"), CONCEPTS["event loop"], hint, line
    )


def sleep_not_awaited(case: Case) -> Mistake | None:
    """await is missing before asyncio.sleep, so that spin never waits."""
    if case.kind != "asyncio" or case.cause not in ("flooded", "busy", "memory"):
        return None
    for statement in case.reading.dropped("asyncio.sleep", "spin"):
        hint = say("What does the call of a coroutine function give, and what makes it run?")
        name = say("await is missing before asyncio.sleep")
        return Mistake(name, CONCEPTS["coroutine"], hint, statement.lineno)
    return None


def slow_not_awaited(case: Case) -> Mistake | None:
    """slow_function is called and not awaited."""
    if case.kind != "asyncio" or case.call is None or slow_calls(case.call, "called"):
        return None
    if not any("slow_function" in str(event["text"]) for event in case.trace.events("report")) if case.trace else True:
        return None
    dropped: list[ast.Call] = []
    for node in case.reading.nodes("supervisor"):
        if isinstance(node, (ast.Expr, ast.Assign, ast.Return)) and isinstance(node.value, ast.Call):
            dropped += [node.value] if case.reading.name(node.value.func) == "slow_function" else []
    if dropped:
        hint = say("What does slow_function() give, before anybody awaits it?")
        return Mistake(say("await is missing before slow_function()"), CONCEPTS["coroutine"], hint, dropped[0].lineno)
    return None


def never_a_task(case: Case) -> Mistake | None:
    """spin is called, and what that gives is never made a task."""
    if case.kind != "asyncio" or case.call is None or case.events("task", state="created", name="spin"):
        return None
    if case.trace is None or not any("'spin'" in str(event["text"]) for event in case.trace.events("report")):
        return None
    calls = case.reading.calls("spin", "supervisor")
    hint = say("What does spin(...) give, and what makes a loop run it beside other things?")
    line = calls[0].lineno if calls else None
    return Mistake(say("The coroutine of spin is never made a task"), CONCEPTS["coroutine"], hint, line)


def goes_on_after_cancel(case: Case) -> Mistake | None:
    """CancelledError is caught, and the loop goes on."""
    told = case.told
    if case.kind != "asyncio" or told is None or case.ended is not None or case.check != "cancel":
        return None
    after = [event for event in case.events("write") if event.time > told.event.time]
    if not after:
        return None
    handlers = [node for node in case.reading.nodes("spin") if isinstance(node, ast.ExceptHandler)]
    line = handlers[0].lineno if len(handlers) == 1 else None
    hint = say("What does spin do after it has caught CancelledError?")
    return Mistake(say("CancelledError is caught, and spin goes on"), CONCEPTS["swallowed"], hint, line)


def not_cancelled(case: Case) -> Mistake | None:
    """supervisor returns, and nobody has cancelled the spinner."""
    end = done(case.call) if case.call else None
    if case.kind != "asyncio" or case.call is None or end is None:
        return None
    before = [event for event in case.events("task", state="cancelled") if event["n"] < end.event["n"]]
    if not case.spinners or any(event["which"] in case.spinners for event in before):
        return None
    bare = case.reading.bare(".cancel", "supervisor")
    if bare:
        hint = say("What makes a call of a method's name?")
        return Mistake(say("cancel is named, but not called"), CONCEPTS["owner"], hint, bare[0].lineno)
    if not case.reading.calls(".cancel"):
        return Mistake(say("Nobody cancels the spinner's task"), CONCEPTS["owner"])
    return None


def cancels_another(case: Case) -> Mistake | None:
    """A task is cancelled, but not the spinner's."""
    end = done(case.call) if case.call else None
    if case.kind != "asyncio" or end is None:
        return None
    calls = case.reading.calls(".cancel", "supervisor")
    given = {node.id for call in case.reading.calls("spin", "supervisor") for node in case.reading.targets(call)}
    named = {case.reading.name(call.func).removesuffix(".cancel") for call in calls}
    cancelled = {event["which"] for event in case.events("task", state="cancelled") if event["n"] < end.event["n"]}
    if case.spinners and not case.spinners & cancelled and calls and given and not given & named:
        hint = say("Which task does this cancel, and which one is the spinner's?")
        name = say("Another task is cancelled than the spinner's")
        return Mistake(name, CONCEPTS["owner"], hint, calls[0].lineno)
    return None


def waits_for_the_endless(case: Case) -> Mistake | None:
    """It waits for a spinner that nobody has cancelled."""
    if case.kind != "asyncio" or case.call is None or done(case.call) or case.cause not in ("endless", "deadlock"):
        return None
    cancelled = {event["which"] for event in case.events("task", state="cancelled")}
    wanted = slow_calls(case.call, "returned") if case.check == "cancelled" else not slow_calls(case.call, "called")
    line = _waits_at(case)
    if not case.spinners or case.spinners & cancelled or not wanted or line is None:
        return None
    hint = say("What ends the spinner, and has that happened by then?")
    name = say("It waits for the spinner before anybody has cancelled it")
    return Mistake(name, CONCEPTS["waits for the endless"], hint, line)


def _waits_at(case: Case) -> int | None:
    """Return the line in which a task other than the spinner's waits for that, None where none does."""
    reading = case.reading
    names = {node.id for call in reading.calls("spin") for node in reading.targets(call)}
    for event in case.events("stack"):
        if event["which"] in case.spinners or not event["line"]:
            continue
        for node in reading.at(event["line"]):
            waits = isinstance(node, ast.Await) and any(
                isinstance(each, ast.Name) and each.id in {*names, "spin"} for each in ast.walk(node)
            )
            if waits or isinstance(node, ast.AsyncWith):
                return int(event["line"])
    return None


def own_cancellation_comes_out(case: Case) -> Mistake | None:
    """The CancelledError of the spinner that was cancelled comes out of supervisor."""
    if case.kind != "asyncio" or case.error is None or case.error.get("type") != "CancelledError":
        return None
    name = say("The spinner's CancelledError comes out where it is awaited")
    return Mistake(name, CONCEPTS["asks"])


def died(case: Case) -> Mistake | None:
    """spin died of an exception; in a program, cancel() would hide that."""
    error = case.error
    if error is None or case.function != "spin" or error.get("function") is None:
        return None
    if case.check != "frames":
        name = say("{type} in what spin does when it is told to end", type=error["type"])
        hint = say("This line runs only when spin ends: what does the exception's own text say of it?")
        return Mistake(name, None, hint)
    if case.kind == "asyncio":
        name = say("spin dies of {type}, and in the whole program cancel() hides that", type=error["type"])
        return Mistake(name, CONCEPTS["hidden"])
    return Mistake(say("spin dies of {type}", type=error["type"]))


def died_unseen(case: Case) -> Mistake | None:
    """The spinner's task died of an exception, and cancel() hides that: there is only no frame."""
    dead = [event for event in case.events("task", state="ended", how="raised") if event["which"] in case.spinners]
    if case.kind != "asyncio" or not dead or case.error is not None:
        return None
    name = say("The spinner's task dies of {type}, and cancel() hides that", type=dead[0]["type"])
    hint = say("What was the task given, and what does the exception's text say of it? Await the task, and you see it.")
    return Mistake(name, CONCEPTS["hidden"], hint, _made_at(case, dead[0]["which"]))


def _made_at(case: Case, which: int) -> int | None:
    made = case.events("task", state="created", which=which)
    return int(made[0]["line"]) if made and made[0]["line"] else None


def nested_run(case: Case) -> Mistake | None:
    """asyncio.run is called where a loop runs already."""
    if case.error and "cannot be called from a running event loop" in str(case.error.get("text")):
        hint = say("Who is it that drives the loop here already? In a coroutine, await.")
        return Mistake(say("asyncio.run where a loop runs already"), CONCEPTS["loop drives"], hint)
    return None


FIRST = frozenset({"frames", "cancel", "stop"})
TASKS: Sequence[tuple[frozenset[str], Recogniser]] = (
    (frozenset({"yields", "pace", "slow_function", "concurrent"}), sleeps_in_coroutine),
    (frozenset({"yields"}), blocks_the_loop),
    (frozenset({"yields"}), works_in_coroutine),
    (frozenset({"pace", "frames"}), sleep_not_awaited),
    (frozenset({"concurrent"}), slow_not_awaited),
    (frozenset({"concurrent", "announce"}), never_a_task),
    (frozenset({"cancel"}), goes_on_after_cancel),
    (frozenset({"cancelled"}), not_cancelled),
    (frozenset({"cancelled"}), cancels_another),
    (frozenset({"cancelled", "concurrent"}), waits_for_the_endless),
    (frozenset({"result"}), own_cancellation_comes_out),
    (FIRST, died),
    (frozenset({"concurrent", "quiet"}), died_unseen),
    (frozenset({"concurrent", "announce"}), nested_run),
)
