"""Programs that hang, flood, crash, exit or eat the machine: the first failed check, the cause and the line are named.

Nothing is asserted about how long that takes.
"""

import ctypes
import os
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from multiprocessing import resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lineage import descendants
from pool import grading_pool, submit_check
from trouble import ROWS, Row, program

if TYPE_CHECKING:
    from runs import Checked

pytestmark = pytest.mark.collection

SETTLE_ORPHANS = 36  # prctl's PR_SET_CHILD_SUBREAPER: what the grader leaves behind becomes a child of this process
Graded = dict[str, "Future[Checked]"]


def grade(row: Row, pool: ProcessPoolExecutor, folder: Path) -> "Future[Checked]":
    """Have a row's program graded."""
    attempt = folder / f"{row.kata}.py"
    attempt.write_text(program(row)[0], "utf-8")
    return submit_check(pool, attempt, seed=5)


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    """Return processes that grade; this one becomes the parent of whatever they leave behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SETTLE_ORPHANS, 1, 0, 0, 0)
    with grading_pool(4) as pool:  # many of the programs hang, which takes time but no processor
        yield pool


@pytest.fixture(scope="module")
def before() -> set[int]:
    """Return this process's children before anything is graded."""
    resource_tracker.ensure_running()  # it comes with the first process of a pool, and stays
    return descendants(os.getpid())


@pytest.fixture(scope="module")
def graded(before: set[int], pool: ProcessPoolExecutor, tmp_path_factory: pytest.TempPathFactory) -> Graded:  # noqa: ARG001 - taken first
    """Have all rows graded, some at a time."""
    return {row.id: grade(row, pool, tmp_path_factory.mktemp("row")) for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_cause(row: Row, graded: Graded) -> None:
    """The kata doesn't pass; its first failed check, its cause and its line are the trouble's own."""
    checked = graded[row.id].result()
    assert checked.code == 1, checked.text[-500:] + checked.errors
    kata = checked.kata
    assert kata["status"] in ("failed", "broken")
    failed = [check for check in kata["checks"] if check["status"] == "failed" and not check["bonus"]]
    first, finding = ("broken", kata["finding"]) if kata["status"] == "broken" else (failed[0]["id"], failed[0])
    assert (first, kata["cause"]) == (row.first, row.cause), finding
    assert finding["line"] in program(row)[1], finding
    assert finding["seen"]
    assert finding["hint"]


def test_nothing_is_left(graded: Graded, pool: ProcessPoolExecutor, before: set[int]) -> None:
    """No process of any of these programs is alive once the verdicts are there."""
    wait(graded.values())
    pool.shutdown()

    assert descendants(os.getpid()) <= before
