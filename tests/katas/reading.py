"""An attempt's source as a syntax tree: only read, to name what the trace has shown; never run."""

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

MAX_BYTES = 1 << 16  # a file of such a size isn't a kata written by hand
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Reading:
    """What is in a source; empty where it can't be read."""

    source: bytes = field(repr=False)

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree, an empty one where Python can't read the source."""
        if len(self.source) > MAX_BYTES:
            return ast.Module([], [])
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # an escape that isn't one is the attempt's business
                return ast.parse(self.source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return ast.Module([], [])

    @cached_property
    def _walked(self) -> tuple[ast.AST, ...]:
        """All nodes: to walk through the tree takes long, and there may be very many events to ask about."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def text(self) -> str:
        """The source as text, with what isn't text replaced."""
        return self.source.decode("utf-8-sig", "replace")

    @cached_property
    def functions(self) -> dict[str, Function]:
        """The functions of the module by name, the last one of a name."""
        return {node.name: node for node in self.tree.body if isinstance(node, Function)}

    @cached_property
    def imported(self) -> dict[str, str]:
        """What a name stands for that an import has brought: ``nap`` for ``time.sleep``, ``t`` for ``time``."""
        names: dict[str, str] = {}
        for node in self._walked:
            if isinstance(node, ast.Import):
                names.update({each.asname or each.name: each.name for each in node.names})
            elif isinstance(node, ast.ImportFrom):
                names.update({each.asname or each.name: f"{node.module}.{each.name}" for each in node.names})
        return names

    def name(self, node: ast.AST | None) -> str:
        """Return the full name of what an expression names, as ``time.sleep``; empty where it names nothing."""
        if isinstance(node, ast.Name):
            return self.imported.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            owner = self.name(node.value)
            return f"{owner}.{node.attr}" if owner else ""
        return ""

    def nodes(self, function: str | None = None) -> Iterator[ast.AST]:
        """Go through all nodes of a function of the module, or of all the module."""
        if function is None:
            return iter(self._walked)
        return ast.walk(self.functions[function]) if function in self.functions else iter(())

    def calls(self, name: str, function: str | None = None) -> list[ast.Call]:
        """Return the calls of what has this full name; a name that begins with a dot fits what ends so."""
        return [node for node in self.nodes(function) if isinstance(node, ast.Call) and self._fits(node.func, name)]

    def targets(self, inner: ast.AST) -> list[ast.Name]:
        """Return the names to which a statement assigns that has this node in it."""
        return [
            target
            for node in self._walked
            if isinstance(node, ast.Assign) and any(each is inner for each in ast.walk(node.value))
            for target in node.targets
            if isinstance(target, ast.Name)
        ]

    def bare(self, name: str, function: str | None = None) -> list[ast.Expr]:
        """Return the statements that only name something and don't call it, as ``sys.stdout.flush``."""
        return [
            node
            for node in self.nodes(function)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Attribute) and self._fits(node.value, name)
        ]

    def dropped(self, name: str, function: str | None = None) -> list[ast.Expr]:
        """Return the statements that only call something, and neither await nor keep what comes of it."""
        return [
            node
            for node in self.nodes(function)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and self._fits(node.value.func, name)
        ]

    def _fits(self, node: ast.AST, name: str) -> bool:
        if name.startswith("."):
            return isinstance(node, ast.Attribute) and node.attr == name[1:]
        return self.name(node) == name

    def at(self, line: int | None) -> list[ast.AST]:
        """Return the nodes that begin in a line."""
        return [] if line is None else self._beginning.get(line, [])

    @cached_property
    def _beginning(self) -> dict[int, list[ast.AST]]:
        """The nodes that begin in each line."""
        nodes: dict[int, list[ast.AST]] = {}
        for node in self._walked:
            if isinstance(line := getattr(node, "lineno", None), int):
                nodes.setdefault(line, []).append(node)
        return nodes

    def within(self, line: int | None) -> Function | None:
        """Return the innermost function that a line stands in."""
        return None if line is None else self._around.get(line)

    @cached_property
    def _around(self) -> dict[int, Function]:
        """The innermost function around each line."""
        found = [node for node in self._walked if isinstance(node, Function)]
        return {
            line: node
            for node in sorted(found, key=lambda node: node.lineno)
            for line in range(node.lineno, (node.end_lineno or 0) + 1)
        }

    def in_loop(self, line: int | None) -> bool:
        """Return whether a line stands in the body of a loop."""
        loops = (node for node in self._walked if isinstance(node, (ast.While, ast.For, ast.AsyncFor)))
        return any(line is not None and node.lineno < line <= (node.end_lineno or 0) for node in loops)

    def line_of(self, function: str) -> int | None:
        """Return the line in which a function, or class, of the module begins."""
        found = [node for node in self.tree.body if getattr(node, "name", None) == function]
        return getattr(found[-1], "lineno", None) if found else None
