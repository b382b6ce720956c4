"""Hints: where they are found, and how many of them somebody has seen.

The hints of a kata stand beside its checks, in ``tests/katas``. What has been shown is kept in ``.grader/hints.json``
in the repository, which git ignores: a file of no use there is as good as none, and losing it costs nothing.
"""

import contextlib
import importlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from grader.words import Message, promised

ROOT = Path(__file__).parents[2]
CHECKS = ROOT / "tests" / "katas"
STATE = ROOT / ".grader" / "hints.json"
MAX_BYTES = 1 << 16
HINTS = 3  # that each check has

Hints = tuple[Message, Message, Message]


def hints_of(kata: str) -> Mapping[str, Hints]:
    """Return the hints of a kata by check; its tests, which need pytest, are not imported for that."""
    if str(CHECKS) not in sys.path:
        sys.path.insert(0, str(CHECKS))  # as pytest does it: the modules in there import each other
    module = importlib.import_module(f"{kata}_hints")
    hints: Mapping[str, Hints] = module.HINTS
    return hints


@dataclass(frozen=True, slots=True)
class Promise:
    """A check as its function declares it: the id, what it promises, whether it is a bonus, its points, its grounds."""

    check: str
    sentence: str
    bonus: bool = False
    points: int = 1
    rests_on: tuple[str, ...] = ()


def promises_of(kata: str) -> list[Promise]:
    """Return the checks of a kata in their order, read from the text of their module."""
    return [*_declared((CHECKS / f"test_{kata}.py").read_bytes())]


@lru_cache(maxsize=16)  # a class asks for the same again and again, and each time would cost ten milliseconds
def _declared(module: bytes) -> tuple[Promise, ...]:
    import ast  # noqa: PLC0415 - `check` needs none of this for a course with the usual terms

    tree = ast.parse(module)
    found = [node for node in tree.body if isinstance(node, ast.AsyncFunctionDef) and node.name.startswith("test_")]
    promises = []
    for function in found:
        terms = {
            keyword.arg: ast.literal_eval(keyword.value)
            for decorator in function.decorator_list
            if isinstance(decorator, ast.Call)
            for keyword in decorator.keywords
            if keyword.arg in ("bonus", "points", "rests_on")
        }
        name, sentence = function.name.removeprefix("test_"), promised(ast.get_docstring(function))
        promises.append(Promise(name, sentence, **terms))
    return tuple(promises)


def shown(state: Path, kata: str, check: str) -> int:
    """Return how many hints on a check were shown so far."""
    return _read(state).get(f"{kata}/{check}", 0)


def remember(state: Path, kata: str, check: str, number: int) -> None:
    """Note how many hints on a check were shown; OSError where that can't be kept."""
    counts = {**_read(state), f"{kata}/{check}": number}
    state.parent.mkdir(exist_ok=True)
    draft = state.with_name(f".{state.name}.{os.getpid()}.tmp")
    try:
        draft.write_text(json.dumps({"shown": counts}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        draft.replace(state)  # whole or not at all, whoever else writes meanwhile
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def _read(state: Path) -> dict[str, int]:
    """Return the counts that are kept; none where the file can't be read, or isn't ours."""
    try:
        # Not everything with a name ends when it is read.
        data = state.read_bytes() if state.is_file() and state.stat().st_size <= MAX_BYTES else b""
        counts = json.loads(data)["shown"]
        return {
            str(name): count
            for name, count in counts.items()
            if isinstance(count, int) and not isinstance(count, bool) and 0 < count <= HINTS
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
