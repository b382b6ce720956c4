"""Syntax and calls of older Pythons that are gone, and files that do something when they are imported."""

import ast
import re
from collections.abc import Sequence

from concepts import CONCEPTS
from mistake import Mistake
from reasons import own_words
from seeing import Case, Recogniser

from grader.words import Message, say

SYNTAX: Sequence[tuple[str, Message, Message]] = (
    (
        r"\basyncio\s*\.\s*async\b",
        say("asyncio.async has been gone since Python 3.7"),
        say(
            "async is a word of the language now: what made a task of a coroutine is called asyncio.create_task today."
        ),
    ),
    (
        r"^\s*print\s+[^(=\s]|^\s*print\s*$",
        say("print is a function since Python 3"),
        say("What is printed stands in parentheses, as the arguments of any function do."),
    ),
)
"""By what the line that Python can't read has in it."""


def dropped_syntax(case: Case) -> Mistake | None:
    """A line that only an older Python could read."""
    if "SyntaxError" not in case.seen or case.finding.line is None:
        return None
    lines = case.reading.text.splitlines()
    line = lines[case.finding.line - 1] if case.finding.line <= len(lines) else ""
    if "'yield from' inside async function" in case.seen:
        name = say("yield from inside of async def")
        return Mistake(name, CONCEPTS["dialect"], say("Write await in place of yield from."))
    if "Non-UTF-8" in case.seen or "codec can't decode" in case.seen:
        return Mistake(
            say("The file isn't saved as UTF-8"), CONCEPTS["encoding"], say("In which encoding was it saved?")
        )
    for pattern, name, hint in SYNTAX:
        if re.search(pattern, line):
            return Mistake(name, CONCEPTS["dialect"], hint)
    return None


def dropped_call(case: Case) -> Mistake | None:
    """Something of asyncio that is gone."""
    said = f"{case.seen} {case.error.get('text') if case.error else ''}"
    if "has no attribute 'coroutine'" in said:
        name = say("asyncio.coroutine has been gone since Python 3.11")
        hint = say("Write async def in place of the decorator, and await in place of yield from.")
        return Mistake(name, CONCEPTS["dialect"], hint)
    if "unexpected keyword argument 'loop'" in said:
        name = say("The argument loop has been gone since Python 3.10")
        return Mistake(name, CONCEPTS["dialect"], say("Leave it out: what runs in a loop finds that loop by itself."))
    if "no running event loop" in said and case.check == "answer":
        name = say("No loop runs yet where main is called")
        hint = say("Which call of asyncio makes a loop, and drives a coroutine on it to its end?")
        return Mistake(name, CONCEPTS["loop drives"], hint)
    if "no current event loop" in said:
        name = say("asyncio.get_event_loop makes no loop any more")
        return Mistake(name, CONCEPTS["loop drives"])
    return None


def runs_on_import(case: Case) -> Mistake | None:
    """The program runs when the file is imported, because no guard stands before it."""
    if case.error is not None or "import" not in " ".join(own_words(case.finding.seen)):
        return None
    for node in case.reading.tree.body:
        if isinstance(node, (ast.Expr, ast.Assign)) and isinstance(node.value, ast.Call):
            called = {case.reading.name(each.func) for each in ast.walk(node) if isinstance(each, ast.Call)}
            within = case.reading.within(case.finding.line)
            if called & {"main", "supervisor"} and (within is not None or node.lineno == case.finding.line):
                name = say("The import runs the program: there is no main guard")
                return Mistake(name, CONCEPTS["import"], None, node.lineno)
    return None


ANY = frozenset({"broken", "frames", "announce", "concurrent", "answer", "slow_function", "cancelled", "result"})
DIALECT: Sequence[tuple[frozenset[str], Recogniser]] = (
    (frozenset({"broken"}), dropped_syntax),
    (ANY, dropped_call),
    (frozenset({"broken"}), runs_on_import),
)
