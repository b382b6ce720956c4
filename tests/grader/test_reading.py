"""An attempt's source is read as a syntax tree, to name what the trace has shown."""

import ast
from collections.abc import Iterator

import pytest
from parent_helpers import kata_module
from runs import SPINNERS

kata_module(SPINNERS[0])  # which puts the checks' own folder on the path

import reading  # noqa: E402 - found only now

SOURCE = b"""\
import time

def spin(msg):
    def wipe():
        print(msg)

    wipe()

class Signal:
    async def wait(self):
        pass
"""


@pytest.mark.parametrize(
    "line, name",
    [(1, None), (3, "spin"), (4, "wipe"), (5, "wipe"), (7, "spin"), (9, None), (11, "wait"), (99, None), (None, None)],
)
def test_within(line: int | None, name: str | None) -> None:
    """A line stands in the innermost function around it, or in none."""
    around = reading.Reading(SOURCE).within(line)

    assert (around and around.name) == name


def test_asked_for_every_event(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many events there are, the tree is gone through once: a flood of lines took half a minute."""
    walks = []

    def walk(tree: ast.AST) -> Iterator[ast.AST]:
        walks.append(tree)
        return iter([*original(tree)])

    original = ast.walk
    monkeypatch.setattr(reading.ast, "walk", walk)
    read = reading.Reading(SOURCE)
    found = [read.within(5) for _ in range(1_000)]
    beginning = [read.at(5) for _ in range(1_000)]

    assert {around and around.name for around in found} == {"wipe"}
    assert all(isinstance(nodes[0], ast.Expr) for nodes in beginning)
    assert len(walks) == 1
