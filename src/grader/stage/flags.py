"""Where an attempt sets an attribute that somebody waits for: found in its source, noted when it is executed."""

import ast
import re
from collections.abc import Iterator

MAX_TEXT = 80  # characters of a statement

ast.parse("")  # makes the types of nodes, once and for all: a process that is forked later need not


def setting_lines(source: bytes, name: str) -> dict[int, str]:
    """Return the lines that set an attribute of this name to something else than True, each with its statement.

    The beginning of an object's life, in its ``__init__``, is left out. The source must be one that compiles.
    """
    if re.search(rb"\.\s*%s\b[^=\n]*=(?!=)" % re.escape(name.encode()), source) is None:
        return {}
    try:
        return _found(source, name)
    except RecursionError:  # it nests deeper than can be looked through: what is only drawn does without
        return {}


def _found(source: bytes, name: str) -> dict[int, str]:
    found = {}
    for statement in _statements(ast.parse(source).body):
        for target in _targets(statement):
            if isinstance(target, ast.Attribute) and target.attr == name and not _is_true(statement):
                found[target.lineno] = ast.unparse(statement)[:MAX_TEXT]
    return found


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        yield statement
        if getattr(statement, "name", "") == "__init__":
            continue
        for block in ("body", "orelse", "finalbody"):
            yield from _statements(getattr(statement, block, []))
        for branch in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
            yield from _statements(branch.body)


def _targets(statement: ast.stmt) -> Iterator[ast.expr]:
    targets = getattr(statement, "targets", None) if isinstance(statement, ast.Assign) else None
    for target in targets or [getattr(statement, "target", None)]:
        if isinstance(target, (ast.Tuple, ast.List)):
            yield from target.elts
        elif isinstance(target, ast.expr):
            yield target


def _is_true(statement: ast.stmt) -> bool:
    value = getattr(statement, "value", None)
    return isinstance(value, ast.Constant) and value.value is True
