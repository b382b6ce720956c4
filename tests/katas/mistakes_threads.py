"""Mistakes with threads: started wrongly, told to stop on the wrong object, not waited for."""

import ast
from collections.abc import Iterator, Sequence

from concepts import CONCEPTS
from mistake import Mistake
from moments import done, slow_calls
from reading import Reading
from seeing import Case, Recogniser

from grader.words import Message, say


def _left_running(case: Case) -> bool:
    """Return whether the spinner went on although slow_function had returned: nobody told it to stop."""
    if case.kind != "thread" or case.call is None or not slow_calls(case.call, "returned"):
        return False
    end = done(case.call)
    ended = case.events("thread", state="ended")
    return end is None or (bool(end.event["alive"]) and not ended)


def flag_on_another(case: Case) -> Mistake | None:
    """The flag is set, but not on the Signal that the spinner looks at."""
    if not _left_running(case):
        return None
    for name, line in _strange_flags(case.reading):
        hint = say("Which object does spin look at, and on which one is go set? Follow it from where it is made.")
        return Mistake(name[0], CONCEPTS[name[1]], hint, line)
    return None


def _strange_flags(reading: Reading) -> Iterator[tuple[tuple[Message, str], int]]:
    """Go through the places in supervisor that were meant to stop the spinner, and don't."""
    made = {name: reading.name(call.func) for name, call in _made(reading)}
    passed = _passed(reading)
    for node in reading.nodes("supervisor"):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                told = _told(reading, target, made, passed)
                if told:
                    yield told, node.lineno
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Compare) and _is_go(node.value.left):
            yield (say("go is compared with False, and not set"), "flag"), node.lineno


def _is_go(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "go"


def _told(reading: Reading, target: ast.expr, made: dict[str, str], passed: set[str]) -> tuple[Message, str] | None:
    """Return what was told to stop in place of the spinner's signal, and the concept behind that."""
    if isinstance(target, ast.Name) and target.id == "go":
        return say("A variable called go is set, and not the signal's go"), "rebinding"
    if not (isinstance(target, ast.Attribute) and target.attr == "go"):
        return None
    owner = reading.name(target.value)
    if owner == "Signal":
        return say("go is set on the class Signal, not on the spinner's own signal"), "attribute"
    if made.get(owner, "").endswith("Thread"):
        return say("go is set on the thread, not on the signal"), "flag"
    if made.get(owner) == "Signal" and owner not in passed and passed:
        return say("go is set on another Signal than the one that spin was given"), "flag"
    return None


def _made(reading: Reading) -> Iterator[tuple[str, ast.Call]]:
    """Go through the names in supervisor to which what a call gives is assigned."""
    for node in reading.nodes("supervisor"):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield target.id, node.value


def _passed(reading: Reading) -> set[str]:
    """Return the names that supervisor hands over to a Thread, among its arguments or theirs."""
    threads = [*reading.calls("threading.Thread", "supervisor"), *reading.calls(".Thread", "supervisor")]
    return {node.id for call in threads for node in ast.walk(call) if isinstance(node, ast.Name)}


def rebound(case: Case) -> Mistake | None:
    """The variable that named the signal is set to False, which leaves the signal as it is."""
    if not _left_running(case):
        return None
    passed = _passed(case.reading)
    for node in case.reading.nodes("supervisor"):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value is False:
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id in passed:
                    name = say("The variable is set to False, and the signal stays as it is")
                    hint = say("What does spin look at: this variable, or an attribute of the object?")
                    return Mistake(name, CONCEPTS["rebinding"], hint, node.lineno)
    return None


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


def never_told(case: Case) -> Mistake | None:
    """Nobody ever sets the flag."""
    if not _left_running(case) or not case.reading.functions.get("supervisor"):
        return None
    touched = any(
        (isinstance(node, ast.Attribute) and node.attr == "go" and isinstance(node.ctx, ast.Store))
        or (isinstance(node, ast.Name) and node.id in ("setattr", "exec"))
        for node in case.reading.nodes()
        if not isinstance(node, ast.ClassDef)
    )
    stored = sum(isinstance(node, ast.Attribute) and node.attr == "go" for node in case.reading.nodes("supervisor"))
    if touched and stored:
        return None
    if stored == 0 and not any(case.reading.calls(name, "supervisor") for name in (".set", ".clear", ".stop")):
        return Mistake(say("Nobody tells the spinner to stop"), CONCEPTS["flag"])
    return None


def not_joined(case: Case) -> Mistake | None:
    """The spinner was told to stop, and nobody waits until it has."""
    end = done(case.call) if case.call else None
    if case.kind != "thread" or case.call is None or end is None or case.cause or case.error:
        return None
    ended = [event for event in case.events("thread", state="ended") if event["n"] > end.event["n"]]
    joins = [*case.reading.calls(".join", "supervisor"), *case.reading.bare(".join", "supervisor")]
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


def never_looked_at(case: Case) -> Mistake | None:
    """spin never looks at the flag, or only before its loop."""
    end = case.ended
    if case.kind != "thread" or case.told is None or end is not None or not case.reading.functions.get("spin"):
        return None
    looks = [node for node in case.reading.nodes("spin") if isinstance(node, ast.Attribute) and node.attr == "go"]
    if not looks and len(list(case.reading.calls("getattr", "spin"))) == 0 and not _hands_on(case.reading):
        return Mistake(say("spin never looks at signal.go"), CONCEPTS["look again"])
    loops = [node for node in case.reading.nodes("spin") if isinstance(node, (ast.While, ast.For))]
    inside = [node for node in looks if any(loop.lineno <= node.lineno <= (loop.end_lineno or 0) for loop in loops)]
    if looks and loops and not inside:
        hint = say("When is signal.go read, and how often?")
        return Mistake(say("signal.go is read once, before the loop"), CONCEPTS["look again"], hint, looks[0].lineno)
    return None


def _hands_on(reading: Reading) -> bool:
    """Return whether spin passes its signal on to something else, which may look at it."""
    spin = reading.functions.get("spin")
    names = [each.arg for each in spin.args.args][1:2] if spin else []
    return any(
        isinstance(node, ast.Name) and node.id in names
        for call in reading.nodes("spin")
        if isinstance(call, ast.Call)
        for node in ast.walk(call)
    )


def started_twice(case: Case) -> Mistake | None:
    """The same Thread object is started in each call."""
    if case.error and "threads can only be started once" in str(case.error.get("text")):
        hint = say("Where is the Thread made, and how often? Each call of supervisor needs a new one.")
        return Mistake(say("One Thread object is started a second time"), CONCEPTS["once"], hint)
    return None


JOINED = frozenset({"joined", "rerun"})
THREADS: Sequence[tuple[frozenset[str], Recogniser]] = (
    (frozenset({"joined"}), flag_on_another),
    (frozenset({"joined"}), rebound),
    (frozenset({"joined", "concurrent"}), joined_first),
    (frozenset({"joined"}), never_told),
    (JOINED, not_joined),
    (frozenset({"concurrent"}), not_started),
    (frozenset({"concurrent"}), run_called),
    (frozenset({"announce", "concurrent"}), target_called),
    (frozenset({"stop"}), never_looked_at),
    (frozenset({"rerun"}), started_twice),
)
