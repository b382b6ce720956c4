"""Mutants of the reference solutions: each has one small fault, and the checks ought to find it.

They come from `ast` alone, as no library served: cosmic-ray, untyped, brings 27 packages for 37 mutants, none of
which deletes a statement, an argument or an `await`; mutmut's generator is internal, and passes over module constants.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import dataclasses
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import EllipsisType

    Change = tuple[str, int, Sequence[ast.AST]]
    """What is done, in words; to how many siblings, from this one on; and the nodes which take their place."""
    Value = str | bytes | complex | EllipsisType | None

Node = TypeVar("Node", bound=ast.AST)

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"
OTHER = {"stdout": "stderr", "set": "clear", "clear": "set", "start": "run"}
"""What an attribute is mistaken for."""
LEFT_ALONE = {"annotation", "returns", "target", "names", "ctx"}
"""Fields in which nothing is changed: annotations, loop variables, what is imported."""
BLOCKS = {"body", "finalbody"}
IN_ANY_ORDER = (ast.Import, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
NONE = ast.Constant(None)


@dataclasses.dataclass(frozen=True)
class Mutant:
    """A solution with one change. Its name holds no line number, so that it lasts; the line is the solution's."""

    kata: str
    name: str
    line: int
    what: str
    source: bytes


@dataclasses.dataclass(frozen=True)
class Site:
    """A place where something may change: `siblings[index]`; the siblings are what is in that field of the owner."""

    owner: ast.AST
    field: str
    siblings: list[Any]
    index: int
    scope: str
    line: int

    def put(self, length: int, new: Sequence[ast.AST]) -> None:
        """Put other nodes in the place of this one and of those after it, or what was there back with 0 and none."""
        siblings = [*self.siblings[: self.index], *new, *self.siblings[self.index + length :]]
        if self.field in BLOCKS and not siblings:
            siblings = [ast.Pass()]
        many = isinstance(getattr(self.owner, self.field), list)
        setattr(self.owner, self.field, siblings if many else siblings[0])


def mutants(kata: str, program: bytes | None = None) -> list[Mutant]:
    """Return all mutants of a kata's solution, or of another program, in its order; no two of them are the same."""
    tree = ast.parse(program or (SOLUTIONS / f"{kata}.py").read_bytes())
    seen = {ast.unparse(tree)}
    names: Counter[str] = Counter()
    found = []
    for site in list(sites(tree)):
        for what, length, new in changes(site):
            site.put(length, new)
            source = ast.unparse(tree)
            site.put(0, [])
            # What isn't Python any more, such as a `break` outside a loop, would prove nothing about the checks.
            with contextlib.suppress(SyntaxError):
                compile(source, kata, "exec")
                if source not in seen:
                    seen.add(source)
                    name = f"{site.scope}: {what}"
                    names[name] += 1
                    ordinal = f" ({names[name]})" if names[name] > 1 else ""
                    found.append(Mutant(kata, name + ordinal, site.line, what, source.encode() + b"\n"))
    return found


def sites(owner: ast.AST, scope: str = "module", line: int = 0) -> Iterator[Site]:
    """Yield all places where something may be changed, in the order of the source; docstrings aren't among them."""
    for field, value in ast.iter_fields(owner):
        siblings = value if isinstance(value, list) else [value]
        for index, node in enumerate(siblings):
            docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            if docstring or field in LEFT_ALONE or not isinstance(node, ast.AST) or isinstance(node, ast.arguments):
                continue
            here, inner = node.lineno if isinstance(node, ast.stmt) else line, scope
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                inner = node.name if scope == "module" else f"{scope}.{node.name}"
            yield Site(owner, field, siblings, index, inner, here)
            yield from sites(node, inner, here)


def changes(site: Site) -> Iterator[Change]:
    """Yield every change of the node at a site."""
    node = site.siblings[site.index]
    if isinstance(node, ast.stmt):
        yield from ((what, 1, new) for what, new in of_statement(node))
    elif isinstance(node, ast.expr):
        yield from ((what, 1, [new]) for what, new in of_expression(node))
        if site.field == "test" or isinstance(site.owner, ast.Return):
            yield f"negate {words(node)}", 1, [ast.UnaryOp(ast.Not(), node)]
    if site.field == "test":
        yield from ((f"replace {words(node)} by {value}", 1, [ast.Constant(value)]) for value in (True, False))
    if site.field in {"args", "keywords", "elts", "values", "decorator_list"}:
        yield f"drop {words(node)} from {words(site.owner)}", 1, []
    if isinstance(node, ast.Constant):
        yield from ((f"replace {node.value!r} by {new!r}", 1, [ast.Constant(new)]) for new in other_values(node.value))
    if site.field in {"args", "keywords"}:
        none = altered(node, value=NONE) if site.field == "keywords" else NONE
        yield f"replace {words(node)} by None in {words(site.owner)}", 1, [none]
    for other in site.siblings[site.index + 1 : site.index + 2] if site.field in {*BLOCKS, "args", "elts"} else ():
        if not isinstance(node, IN_ANY_ORDER) and not isinstance(other, IN_ANY_ORDER):
            yield f"swap {words(node)} and {words(other)}", 2, [other, node]


def of_statement(node: ast.stmt) -> Iterator[tuple[str, list[ast.AST]]]:
    """Yield what may stand in a statement's place."""
    yield f"delete {words(node)}", []
    match node:
        case ast.Expr():
            yield f"repeat {words(node)}", [node, node]
        case ast.Return(value=ast.expr() as value):
            yield f"no return of {words(value)}", [ast.Expr(value)]
            yield f"return None, not {words(value)}", [ast.Return(NONE)]
        case ast.Break():
            yield "replace break by continue", [ast.Continue()]
            yield "replace break by return", [ast.Return(None)]
        case ast.If() | ast.With() | ast.AsyncWith():
            yield f"unwrap {words(node)}", [*node.body]
        case ast.For() | ast.While():
            yield f"one round of {words(node)}", [altered(node, body=[*node.body, ast.Break()])]
        case ast.Try():
            yield f"no finally in {words(node)}", [*node.body]
            yield f"no try in {words(node)}", [*node.body, *node.finalbody]
            yield f"finally first in {words(node)}", [*node.finalbody, *node.body]
        case ast.FunctionDef():
            yield f"async def {node.name}", [ast.AsyncFunctionDef(**vars(node))]


def of_expression(node: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    """Yield what may stand in an expression's place."""
    match node:
        case ast.Await():
            yield f"no await of {words(node.value)}", node.value
        case ast.Call():
            yield f"no call of {words(node)}", node.func
            for argument in node.args[:1]:
                yield f"only the argument of {words(node)}", argument
            for keyword in node.keywords:
                others = [other for other in node.keywords if other is not keyword]
                yield f"by position: {words(keyword)}", altered(node, args=[*node.args, keyword.value], keywords=others)
        case ast.Attribute() if node.attr in OTHER:
            yield f"replace {words(node)} by {OTHER[node.attr]}", altered(node, attr=OTHER[node.attr])
        case ast.UnaryOp():
            yield f"no operator in {words(node)}", node.operand
        case ast.Compare(ops=[ast.Eq()]):
            yield f"not equal in {words(node)}", altered(node, ops=[ast.NotEq()])
        case ast.FormattedValue(conversion=conversion):
            other = ord("s" if conversion == ord("r") else "r")
            yield f"!{chr(other)} for {words(node)}", altered(node, conversion=other)


def other_values(old: Value) -> Sequence[Value]:
    """Return what a literal may be mistaken for, among it times just beyond what the contract allows."""
    if isinstance(old, bool):
        return [not old]
    if isinstance(old, int | float):
        return [old + 1, old - 1, -old, 0, round(old * 1.3, 3), round(old / 1.3, 3)]
    if isinstance(old, str) and not old.startswith("__"):
        middle = len(old) // 2
        holes = [old[1:], old[:-1], old[:middle] + old[middle + 1 :]]
        return ["", *holes, old[::-1], old.swapcase(), old + old, "X" + old, old + "X", old + "\n"]
    return []


def altered(node: Node, **fields: object) -> Node:
    """Return a copy of a node with other values in some fields."""
    new = copy.copy(node)
    vars(new).update(fields)
    return new


def words(node: ast.AST) -> str:
    """Return a node's first line, decorators left out."""
    return next(line for line in ast.unparse(node).splitlines() if line and not line.startswith("@"))
