"""The checks of a kata, asked for without pytest: this process runs them itself, on whichever traces it likes."""

import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from grader.checks import Kata
from grader.comparing.judging import Check
from grader.grading import seeded
from grader.hinting import CHECKS
from grader.trace import Scenario


@dataclass(frozen=True, slots=True)
class Game:
    """A kata by its name, its checks in their order, and what is played of it."""

    name: str
    kata: Kata
    checks: Sequence[Check]
    scenarios: Sequence[Scenario]


def load(name: str, seed: int) -> Game:
    """Return a kata, with the scenarios of this seed."""
    if str(CHECKS) not in sys.path:
        sys.path.insert(0, str(CHECKS))  # as pytest does it: the modules in there import each other
    module = importlib.import_module(f"test_{name}")
    checks: list[Check] = []
    for attribute, function in vars(module).items():
        terms = [mark.args[0] for mark in getattr(function, "pytestmark", ()) if mark.name == "check"]
        if attribute.startswith("test_") and terms:
            checks.append(Check(attribute.removeprefix("test_"), terms[0], function))
    kata: Kata = module.KATA
    return Game(name, kata, tuple(checks), tuple(kata.scenarios(seeded(seed, name))))
