"""The same attempt and seed give the same verdict, however busy the machine is."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pool import grading_pool, submit_check
from runs import ATTEMPTS, ROOT, SPINNERS, Checked, busy_processes, without_seconds

if TYPE_CHECKING:
    from concurrent.futures import Future

pytestmark = pytest.mark.collection
BUSY, AT_ONCE = 4, 3
SOLUTION = "solution"
# How often each is graded: what is right, and wrong ones whose verdicts rest on an order, on the terminal, on times.
ATTEMPTS_OF = {
    "spinner_thread": {SOLUTION: 10, "no_flush": 2, "nap_instead_of_join": 2},
    "spinner_asyncio": {SOLUTION: 10, "time_sleep_in_spin": 2},
}
SAMPLE = [(kata, name) for kata, names in ATTEMPTS_OF.items() for name in names]
SEEDS = (11,)

Graded = dict[tuple[str, object], list["Future[Checked]"]]


def path_of(kata: str, name: str) -> Path:
    """Return where an attempt of the sample is."""
    return ROOT / "solutions" / f"{kata}.py" if name == SOLUTION else ATTEMPTS / kata / "wrong" / f"{name}.py"


@pytest.fixture(scope="module")
def graded() -> Iterator[Graded]:
    """Grade the sample again and again, a few at a time, beside processes that do nothing but keep the machine busy."""
    with grading_pool(AT_ONCE) as pool, busy_processes(BUSY):
        found: Graded = {}
        for kata, name in SAMPLE:
            path, times = path_of(kata, name), ATTEMPTS_OF[kata][name]
            found[kata, name] = [submit_check(pool, path, "--kata", kata) for _ in range(times)]
        for kata in SPINNERS:
            found[kata, SEEDS] = [submit_check(pool, path_of(kata, SOLUTION), seed=seed) for seed in SEEDS]
        yield found


@pytest.mark.parametrize("kata, name", SAMPLE)
def test_same_report(kata: str, name: str, graded: Graded) -> None:
    """The report is the same each time, with all that was seen, but for the seconds."""
    first, *others = [without_seconds(future.result()) for future in graded[kata, name]]

    assert others == [first] * (ATTEMPTS_OF[kata][name] - 1)


@pytest.mark.parametrize("kata", SPINNERS)
def test_references(kata: str, graded: Graded) -> None:
    """The references pass, under other seeds, too."""
    futures = [*graded[kata, SOLUTION], *graded[kata, SEEDS]]

    assert {(future.result().code, future.result().kata["status"]) for future in futures} == {(0, "passed")}
