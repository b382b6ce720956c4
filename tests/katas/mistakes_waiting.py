"""Waits that never end, and ends that nobody asked for: what is said where no better name is known."""

from collections.abc import Sequence

from concepts import CONCEPTS
from mistake import Mistake
from seeing import Case, Recogniser

from grader.words import say

ENDING = frozenset({"SystemExit", "KeyboardInterrupt"})


def waits_for_nobody(case: Case) -> Mistake | None:
    """It waits for something that nobody brings."""
    if case.cause != "deadlock" or case.finding.line is None:
        return None
    hint = say("What would have to happen so that this line goes on, and who is there to do it?")
    return Mistake(say("A wait for something that nobody brings"), CONCEPTS["deadlock"], hint)


def ends_the_process(case: Case) -> Mistake | None:
    """The whole process is ended where a function should return."""
    if case.cause == "exited" or (case.error and case.error.get("type") in ENDING):
        hint = say("What ends this function only, and not the program?")
        return Mistake(say("The whole program is ended, not the function"), CONCEPTS["SystemExit"], hint)
    return None


def endless_list(case: Case) -> Mistake | None:
    """A list is made of something endless."""
    if case.cause != "memory":
        return None
    for name in ("list", "tuple", "sorted", "set"):
        for call in case.reading.calls(name):
            if any("cycle" in case.reading.name(getattr(arg, "func", None)) for arg in call.args):
                hint = say("How many items would the list have?")
                said = say("A list is made of something that never ends")
                return Mistake(said, CONCEPTS["memory"], hint, call.lineno)
    return None


def starts_a_process(case: Case) -> Mistake | None:
    """It starts a process, where a thread or a task is asked for."""
    begun = case.events("process")
    if not begun:
        return None
    hint = say("What waits in this program, and what of Python waits without a process of its own?")
    return Mistake(say("A process is started"), CONCEPTS["process"], hint, begun[0]["line"])


def error_by_type(case: Case) -> Mistake | None:
    """An exception comes out of a function of the contract, and no better name for it is known."""
    error = case.error
    if error is None or not error.get("function") or error.get("type") in ("CancelledError", "PermissionError"):
        return None
    function = str(error["function"]).rsplit(".", 1)[-1]
    if function not in case.reading.functions or case.check == "broken":
        return None
    hint = say("What does the exception's own text say that Python couldn't do in this line?")
    if error["type"] in ("NameError", "AttributeError"):
        hint = say("Is the name spelt right, and does it exist where it is looked for?")
    return Mistake(say("{type} in {function}", type=error["type"], function=function), None, hint)


def left_behind(case: Case) -> Mistake | None:
    """The first call was right, and a later one isn't: it meets what the first has left."""
    if case.call is None or not case.call.number or case.cause in ("exited", "crashed", "tampered"):
        return None
    name = say("A later call meets what an earlier one has left behind")
    hint = say("What is made outside of the function, and in which state is it when the function is called again?")
    return Mistake(name, CONCEPTS["once"], hint)


ANY = frozenset(
    {
        "frames",
        "stop",
        "cancel",
        "announce",
        "concurrent",
        "joined",
        "cancelled",
        "result",
        "answer",
        "rerun",
        "cleanup",
    }
)
MEMORY: Sequence[tuple[frozenset[str], Recogniser]] = ((ANY, endless_list),)
WAITING: Sequence[tuple[frozenset[str], Recogniser]] = (
    (ANY, ends_the_process),
    (frozenset({"rerun"}), left_behind),
    (ANY, waits_for_nobody),
    (ANY | {"slow_function", "yields", "pace"}, starts_a_process),
    (ANY | {"slow_function"}, error_by_type),
)
