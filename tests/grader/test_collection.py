"""Every attempt of the collection gets the verdict that its first line promises, and real time agrees."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from collection import FILES, broken_promise, read_all, submit
from parent_helpers import checks_of
from pool import grading_pool
from runs import ATTEMPTS, KATAS, SPINNERS, Checked
from truth import KNOWN, disagreement

from grader.labels import STATUSES, Labelled
from grader.processes import HAS_FORK

if TYPE_CHECKING:
    from concurrent.futures import Future

AT_ONCE = 8  # with a truth run each, in which they mostly sleep
FEW = 50
REAL = ("--real",) if HAS_FORK else ()
COLLECTION = read_all()
# These run everywhere; the others where the marker is not left out.
SAMPLE = {
    "spinner_thread": (
        "right/lesson",
        "wrong/deadlock_on_join",
        "wrong/no_flush",
        "wrong/no_join",
        "wrong/no_wipe",
        "wrong/todo_half",
        "wrong/wrong_order",
    ),
    "spinner_asyncio": (
        "right/lesson",
        "right/task_group",
        "wrong/colon_missing",
        "wrong/helper_dies_unseen",
        "wrong/never_cancelled",
        "wrong/nothing_erased",
        "wrong/time_sleep_in_spin",
    ),
}


Grade = Callable[[Labelled], Checked]


@pytest.fixture(scope="module")
def graded(request: pytest.FixtureRequest) -> Iterator[Grade]:
    """Grade all attempts that tests have been selected for, some at a time; the tests only wait for the results."""
    wanted = [item.callspec.params["attempt"] for item in request.session.items if _wants_verdict(item)]  # type: ignore[attr-defined]
    # Of these processes each takes a second of the processor to begin.
    pool = grading_pool(AT_ONCE if len(wanted) > FEW else AT_ONCE // 2)
    futures: dict[Labelled, Future[Checked]] = {
        attempt: submit(pool, attempt, *(REAL if is_run(attempt) else ())) for attempt in wanted
    }
    yield lambda attempt: futures[attempt].result()
    pool.shutdown(cancel_futures=True)


def _wants_verdict(item: pytest.Item) -> bool:
    return item.path == Path(__file__) and "graded" in getattr(item, "fixturenames", ())


def name_of(attempt: Labelled) -> str:
    """Return an attempt's name, for the test's."""
    return attempt.name


def is_run(attempt: Labelled) -> bool:
    """Return whether an attempt is run for real here: a third of them, and the sample; `nox -s truth` runs all."""
    return in_sample(attempt) or attempt.seed % 3 == 0


def hold(attempt: Labelled, checked: Checked) -> None:
    """Hold a verdict to the label, but for attempts that are known to do something else in real time."""
    found = disagreement(checked.kata)
    if attempt.name in KNOWN and found is not None:
        pytest.skip(KNOWN[attempt.name])

    assert found is None
    assert broken_promise(attempt, checked) is None


def in_sample(attempt: Labelled) -> bool:
    """Return whether an attempt is of those that are judged everywhere."""
    return attempt.name.removeprefix(f"{attempt.kata}/") in SAMPLE.get(attempt.kata, ())


@pytest.mark.parametrize("attempt", [attempt for attempt in COLLECTION if in_sample(attempt)], ids=name_of)
def test_sample(attempt: Labelled, graded: Grade) -> None:
    """An attempt of the sample gets the verdict of its label, and does the same in real time."""
    hold(attempt, graded(attempt))


@pytest.mark.collection
@pytest.mark.parametrize("attempt", [attempt for attempt in COLLECTION if not in_sample(attempt)], ids=name_of)
def test_collection(attempt: Labelled, graded: Grade) -> None:
    """An attempt of the collection gets the verdict of its label, and does the same in real time."""
    hold(attempt, graded(attempt))


@pytest.mark.parametrize("kata", SPINNERS)
def test_sample_is_there(kata: str) -> None:
    """The attempts of the sample exist."""
    assert [name for name in SAMPLE[kata] if not (ATTEMPTS / kata / f"{name}.py").is_file()] == []


@pytest.mark.parametrize("kata", KATAS)
def test_labels(kata: str) -> None:
    """Each first line says what is to be found, by ids that there are, and agrees with the folder."""
    known = {*checks_of(kata), *STATUSES, None}
    wrong = [
        attempt.name
        for attempt in COLLECTION
        if attempt.kata == kata
        and not (
            {attempt.first, *attempt.also} <= known and (attempt.first is None) is (attempt.path.parent.name == "right")
        )
    ]

    assert wrong == []


@pytest.mark.parametrize("kata", SPINNERS)
@pytest.mark.parametrize("folder, fewest", [("right", 40), ("wrong", 70)])
def test_size(kata: str, folder: str, fewest: int) -> None:
    """There are many attempts of either kind at each kata."""
    assert len([attempt for attempt in COLLECTION if attempt.name.startswith(f"{kata}/{folder}/")]) >= fewest


def test_only_attempts() -> None:
    """In the collection there is nothing but attempts."""
    strays = [path for path in ATTEMPTS.rglob("*") if path.is_file() and path not in FILES]

    assert strays == []
