"""Mistakes in the order of things in supervisor, and what asyncio reports of them in the end."""

import ast
import re
from collections.abc import Sequence

from concepts import CONCEPTS
from mistake import Mistake
from moments import slow_calls
from seeing import Case, Recogniser

from grader.trace import Event
from grader.words import say


def _spinner_begun(case: Case) -> list[Event]:
    """Return the events that began the spinner: its task made, or its thread started."""
    if case.kind == "asyncio":
        return case.events("task", state="created", name="spin")
    return case.events("thread", state="started")


def begins_too_late(case: Case) -> Mistake | None:
    """The spinner begins when slow_function has returned already."""
    begun, returned = _spinner_begun(case), slow_calls(case.call, "returned") if case.call else []
    if begun and returned and begun[0]["n"] > returned[0]["n"] and len(begun) == 1:
        hint = say("What has happened by the time at which the spinner begins?")
        name = say("The spinner begins when slow_function has returned already")
        return Mistake(name, CONCEPTS["turns"], hint, begun[0]["line"])
    return None


def ends_too_early(case: Case) -> Mistake | None:
    """The spinner is told to end before slow_function is called."""
    called = slow_calls(case.call, "called") if case.call else []
    if not called:
        return None
    name = say("The spinner is told to end before slow_function is called")
    hint = say("In which order do telling it to end and calling slow_function come?")
    if case.kind == "asyncio":
        early = [event for event in case.events("task", state="cancelled") if event["n"] < called[0]["n"]]
        return Mistake(name, CONCEPTS["turns"], hint, early[0]["line"]) if early else None
    line = called[0]["line"]
    for node in case.reading.nodes("supervisor"):
        if isinstance(node, ast.Assign) and line and node.lineno < line:
            stops = isinstance(node.value, ast.Constant) and node.value.value is False
            if stops and any(isinstance(target, ast.Attribute) and target.attr == "go" for target in node.targets):
                return Mistake(name, CONCEPTS["turns"], hint, node.lineno)
    return None


def called_twice(case: Case) -> Mistake | None:
    """slow_function is called more than once."""
    called = slow_calls(case.call, "called") if case.call else []
    if len(called) > 1 and "returned" not in case.seen:
        name = say("slow_function is called more than once")
        return Mistake(name, CONCEPTS["return"], say("Where is the result of the first call?"), called[1]["line"])
    return None


NEVER_AWAITED = re.compile(r"coroutine '(?:\w+\.)?(\w+)' was never awaited")


def never_awaited(case: Case) -> Mistake | None:
    """asyncio reports a coroutine that was made, and never run."""
    found = NEVER_AWAITED.search(case.seen)
    if found is None:
        return None
    function = found[1]
    dropped = [*case.reading.dropped(function), *case.reading.dropped(f"asyncio.{function}")]
    name = say("{function}(...) makes a coroutine, and nobody runs it", function=function)
    hint = say("Where is {function} called, and what happens to what that call gives?", function=function)
    return Mistake(name, CONCEPTS["coroutine"], hint, dropped[0].lineno if len(dropped) == 1 else None)


def died_unseen(case: Case) -> Mistake | None:
    """A task or future ends with an exception that nobody looks at."""
    if "exception was never retrieved" not in case.seen:
        return None
    hint = say("Which task is it, what raises in it, and who would have to look?")
    return Mistake(say("An exception that nobody looks at"), CONCEPTS["reports"], hint)


def left_pending(case: Case) -> Mistake | None:
    """A task is pending still when its loop is closed."""
    if "was destroyed but it is pending" not in case.seen:
        return None
    hint = say("Which task was begun here, and who ends it or waits for its end?")
    return Mistake(say("A task is left pending when the loop is closed"), CONCEPTS["reports"], hint)


def past_the_end(case: Case) -> Mistake | None:
    """An exception leaves supervisor past the lines that would have ended the spinner."""
    raised = case.call.at("raised") if case.call else None
    settled = case.call.at("settled") if case.call else None
    if raised is None or any(isinstance(node, ast.Try) for node in case.reading.nodes("supervisor")):
        return None
    left = raised.event["alive"] if case.kind == "thread" else settled and settled.event["tasks"]
    error = raised.event["error"]
    if not left or not isinstance(error, dict) or error.get("type") == "ExceptionGroup":
        return None
    name = say("The exception leaves supervisor past the lines that end the spinner")
    hint = say("Which lines run even when an exception comes past them?")
    concept = "finally" if case.check == "exception" else "passes through"
    return Mistake(name, CONCEPTS[concept], hint)


def not_awaited(case: Case) -> Mistake | None:
    """supervisor returns before the cancelled spinner has had its turn."""
    end = case.call.at("returned") if case.call else None
    ended = [event for event in case.events("task", state="ended") if event["which"] in case.spinners]
    if end is None or not ended or ended[0]["n"] < end.event["n"]:
        return None
    name = say("supervisor returns before the cancelled spinner has had its turn")
    hint = say("Which await would give the spinner the turn in which it wipes its line?")
    return Mistake(name, CONCEPTS["asks"], hint)


QUIET, CONCURRENT = frozenset({"quiet"}), frozenset({"concurrent"})
ORDER: Sequence[tuple[frozenset[str], Recogniser]] = (
    (CONCURRENT, begins_too_late),
    (CONCURRENT, ends_too_early),
    (CONCURRENT, called_twice),
    (frozenset({"exception", "outer_cancel"}), past_the_end),
    (frozenset({"awaited"}), not_awaited),
    (QUIET, never_awaited),
    (QUIET, died_unseen),
    (QUIET, left_pending),
)
