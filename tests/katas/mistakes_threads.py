"""Mistakes with threads: started wrongly, called in place of being started, not waited for."""

import ast
from collections.abc import Sequence

from concepts import CONCEPTS
from mistake import Mistake
from moments import done
from seeing import Case, Recogniser

from grader.words import say


def joined_first(case: Case) -> Mistake | None:
    """It waits for the spinner's end before anybody has told it to end."""
    if case.kind != "thread" or case.call is None or done(case.call) is not None:
        return None
    line = _waits_for_thread(case)
    if line is None:
        return None
    later = any(_sets_go(node) and getattr(node, "lineno", 0) > line for node in case.reading.nodes("supervisor"))
    if case.check == "concurrent" or later:
        name = say("join() comes before the spinner is told to stop")
        return Mistake(name, CONCEPTS["join for ever"], say("Who has set the flag by then?"), line)
    return None


def _waits_for_thread(case: Case) -> int | None:
    stuck = [event for event in case.events("stack", actor=0) if "waits for the end of" in str(event["why"])]
    lines = [event["line"] for event in stuck if event["line"]]
    return int(lines[0]) if lines else None


def _sets_go(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and any(
        isinstance(target, ast.Attribute) and target.attr == "go" for target in node.targets
    )


def not_joined(case: Case) -> Mistake | None:
    """The spinner was told to stop, and nobody waits until it has."""
    end = done(case.call) if case.call else None
    if case.kind != "thread" or case.call is None or end is None or case.cause or case.error:
        return None
    ended = [event for event in case.events("thread", state="ended") if event["n"] > end.event["n"]]
    joins = case.reading.calls(".join", "supervisor")
    if end.event["alive"] and ended and any(call.args or call.keywords for call in joins):
        hint = say("How long does join wait here, and what then?")
        line = joins[0].lineno
        return Mistake(say("join gives up before the thread has ended"), CONCEPTS["join"], hint, line)
    bare = case.reading.bare(".join", "supervisor")
    if end.event["alive"] and ended and bare:
        hint = say("What makes a call of a method's name?")
        return Mistake(say("join is named, but not called"), CONCEPTS["join"], hint, bare[0].lineno)
    if end.event["alive"] and ended and not joins:
        return Mistake(say("Nobody waits until the spinner's thread has ended"), CONCEPTS["join"])
    return None


def not_started(case: Case) -> Mistake | None:
    """A thread was made for the spinner, and never started."""
    if case.kind != "thread" or case.events("call", what="spin") or case.events("thread", state="started"):
        return None
    if not case.events("thread", state="created"):
        return None
    bare = case.reading.bare(".start", "supervisor")
    if bare:
        name = say("start is named, but not called")
        return Mistake(name, CONCEPTS["thread"], say("What makes a call of a method's name?"), bare[0].lineno)
    if not case.reading.calls(".start", "supervisor"):
        return Mistake(say("The thread is made, but never started"), CONCEPTS["thread"])
    return None


def run_called(case: Case) -> Mistake | None:
    """run() is called in place of start(), so spin runs in the thread of supervisor."""
    if _spins_here(case) is None:
        return None
    runs = case.reading.calls(".run", "supervisor")
    if runs and not case.reading.calls(".start", "supervisor"):
        hint = say("Which method of a Thread begins a new thread?")
        return Mistake(say("run() is called, not start()"), CONCEPTS["thread"], hint, runs[0].lineno)
    return None


def _spins_here(case: Case) -> int | None:
    """Return the number of the event with which spin was called in the thread of supervisor."""
    if case.kind != "thread" or case.call is None:
        return None
    here = case.call.shots[0].event.thread
    return next(
        (event["n"] for event in case.events("call", what="spin", state="called") if event.thread == here), None
    )


def spin_called(case: Case) -> Mistake | None:
    """supervisor calls spin itself, in its own thread."""
    if _spins_here(case) is None or case.function != "supervisor":
        return None
    called = case.reading.dropped("spin", "supervisor")
    if len(called) != 1:
        return None
    name = say("supervisor calls spin itself, and no other thread does")
    hint = say("Which thread runs this line, and what can that thread do meanwhile?")
    return Mistake(name, CONCEPTS["thread"], hint, called[0].lineno)


def target_called(case: Case) -> Mistake | None:
    """spin is called where it should be handed over."""
    if _spins_here(case) is None or case.function == "spin":
        return None
    for name in ("threading.Thread", ".Thread"):
        for call in case.reading.calls(name):
            for keyword in call.keywords:
                value = keyword.value
                if keyword.arg == "target" and isinstance(value, ast.Call) and case.reading.name(value.func) == "spin":
                    said = say("spin is called where the thread should be given the function itself")
                    hint = say("What does target= get here: the function, or what a call of it returns?")
                    return Mistake(said, CONCEPTS["target"], hint, value.lineno)
    return None


def arguments_no_tuple(case: Case) -> Mistake | None:
    """The arguments for spin don't stand in a tuple, and the thread dies of that."""
    raised = case.events("call", what="spin", state="raised") or case.events("uncaught")
    if case.kind != "thread" or not raised or case.function != "supervisor":
        return None
    for name in ("threading.Thread", ".Thread"):
        for call in case.reading.calls(name, "supervisor"):
            for keyword in call.keywords:
                if keyword.arg == "args" and isinstance(keyword.value, (ast.Constant, ast.JoinedStr)):
                    said = say("args is no tuple, and so it is taken apart")
                    hint = say("What makes a tuple of a single value: the brackets, or the comma?")
                    return Mistake(said, CONCEPTS["target"], hint, keyword.value.lineno)
    error = raised[0]["error"] if isinstance(raised[0]["error"], dict) else raised[0].data
    name = say("The spinner's thread dies of {type}", type=error["type"])
    hint = say("What was spin given, and what does the exception's own text say? {text}", text=str(error["text"]))
    return Mistake(name, CONCEPTS["exception"], hint)


def started_twice(case: Case) -> Mistake | None:
    """The same Thread object is started in each call."""
    if case.error and "threads can only be started once" in str(case.error.get("text")):
        hint = say("Where is the Thread made, and how often? Each call of supervisor needs a new one.")
        return Mistake(say("One Thread object is started a second time"), CONCEPTS["once"], hint)
    return None


JOINED = frozenset({"joined", "rerun"})
THREADS: Sequence[tuple[frozenset[str], Recogniser]] = (
    (frozenset({"joined", "concurrent"}), joined_first),
    (JOINED, not_joined),
    (frozenset({"concurrent"}), not_started),
    (frozenset({"concurrent"}), run_called),
    (frozenset({"announce", "concurrent"}), target_called),
    (frozenset({"concurrent"}), spin_called),
    (frozenset({"concurrent"}), arguments_no_tuple),
    (frozenset({"rerun"}), started_twice),
)
