"""Mistakes with the flag that stops the spinner: set on the wrong object, never set, or not looked at."""

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
    if not _left_running(case) and not (case.check == "rerun" and case.call and case.call.number):
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


def inner_break(case: Case) -> Mistake | None:
    """break leaves the inner one of two loops, and the outer one goes on."""
    spin = case.reading.functions.get("spin")
    if case.kind != "thread" or case.told is None or case.ended is not None or spin is None:
        return None
    for outer in ast.walk(spin):
        for inner in ast.walk(outer) if isinstance(outer, (ast.For, ast.While)) else ():
            if inner is not outer and isinstance(inner, (ast.For, ast.While)) and (line := _breaks(inner)):
                name = say("break leaves the inner loop only, and the outer one goes on")
                hint = say("Which loop does this break leave, and which one goes on?")
                return Mistake(name, CONCEPTS["break"], hint, line)
    return None


def _breaks(loop: ast.For | ast.While) -> int | None:
    """Return the line of a break that stands under a test of the flag, directly in this loop."""
    for node in loop.body:
        if isinstance(node, ast.If) and any(_is_go(each) for each in ast.walk(node.test)):
            for each in node.body:
                if isinstance(each, ast.Break):
                    return each.lineno
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


JOINED = frozenset({"joined", "rerun"})
FLAGS: Sequence[tuple[frozenset[str], Recogniser]] = (
    (JOINED, flag_on_another),
    (frozenset({"joined"}), rebound),
    (frozenset({"joined"}), never_told),
    (frozenset({"stop"}), never_looked_at),
    (frozenset({"stop"}), inner_break),
)
