"""Attempts graded in a process that stays, for tests to which a process of its own doesn't matter: half as expensive.

A test module asks for this by ``pytest_plugins = ("warm_grading",)`` and takes the fixture `grade`.
"""

from collections.abc import Callable, Iterator

import pytest
from pool import grading_pool, submit_check
from runs import Checked

Grade = Callable[..., Checked]


@pytest.fixture(scope="module")
def grade() -> Iterator[Grade]:
    """Return what does as `runs.check` does with an attempt, options and a seed."""
    with grading_pool(1) as pool:
        yield lambda path, *options, seed=1: submit_check(pool, path, *options, seed=seed).result()
