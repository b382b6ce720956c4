"""A verdict is never better than the checks behind it."""

import dataclasses

import pytest

from grader.verdict import (
    CAUSES,
    CheckResult,
    CheckStatus,
    Finding,
    KataStatus,
    KataVerdict,
    Real,
    RealStatus,
    Verdict,
    kata_status,
)

FINDING = Finding("a frame", "nothing", "Draw one.", line=3)


def result(id: str, status: CheckStatus, *, bonus: bool = False, points: int = 1) -> CheckResult:  # noqa: A002
    """Make a check result with the finding that its status asks for."""
    return CheckResult(id, f"{id} works.", status, bonus, points, FINDING if status == "failed" else None)


def verdict(*statuses: KataStatus) -> Verdict:
    """Make a verdict on as many katas, none of which has a check."""
    katas = tuple(KataVerdict(f"kata{number}", status) for number, status in enumerate(statuses))
    return Verdict("attempt", "3.11.7", 1, 0.5, katas)


@pytest.mark.parametrize(
    "expected, statuses",
    [
        ("passed", ["passed"]),
        ("passed", ["passed", "passed"]),
        ("failed", ["passed", "failed"]),
        ("failed", ["failed", "blocked"]),
        ("failed", ["failed", "unjudged"]),
        ("failed", ["passed", "blocked"]),
        ("unjudged", ["passed", "unjudged"]),
        ("unjudged", ["unjudged", "blocked"]),
    ],
)
def test_required_checks_decide(expected: KataStatus, statuses: list[CheckStatus]) -> None:
    """A kata passes only if each required check did; a failure outranks a check that nobody could judge."""
    checks = [result("check", status) for status in statuses]

    assert expected == kata_status(checks, broken=False, todo=False)


@pytest.mark.parametrize("status", ["passed", "failed", "blocked", "unjudged"])
def test_bonus_never_decides(status: CheckStatus) -> None:
    """Whatever becomes of a bonus check, the kata's status is that of the required ones."""
    bonus = result("bonus", status, bonus=True)

    assert kata_status([result("check", "passed"), bonus], broken=False, todo=False) == "passed"
    assert kata_status([result("check", "failed"), bonus], broken=False, todo=False) == "failed"
    assert kata_status([result("check", "unjudged"), bonus], broken=False, todo=False) == "unjudged"


def test_todo_outranks_failed() -> None:
    """A kata with a function to write is to do, even where another check failed already."""
    checks = [result("one", "failed"), result("two", "blocked")]

    assert kata_status(checks, broken=False, todo=True) == "todo"


def test_todo_needs_a_check_that_met_it() -> None:
    """A function that no required check missed takes nothing from a kata that passed them all."""
    assert kata_status([result("one", "passed")], broken=False, todo=True) == "passed"


def test_broken_outranks_everything() -> None:
    """A file that can't be imported is broken, whatever else is said of it."""
    assert kata_status([], broken=True, todo=True) == "broken"
    assert kata_status([result("one", "passed")], broken=True, todo=False) == "broken"


@pytest.mark.parametrize("checks", [[], [result("bonus", "passed", bonus=True)]])
def test_nothing_judged_is_no_pass(checks: list[CheckResult]) -> None:
    """Without any required check there is no status: that is the grader's own mistake."""
    with pytest.raises(ValueError, match="at least one required check"):
        kata_status(checks, broken=False, todo=False)


def test_points_are_all_or_none() -> None:
    """Only a check that passed earns its points."""
    statuses: list[CheckStatus] = ["passed", "failed", "blocked", "unjudged"]

    assert [result("check", status, points=3).points for status in statuses] == [3, 0, 0, 0]


def test_bonus_points_are_counted_apart() -> None:
    """Required and bonus points don't mix, and the maximum is that of the required ones."""
    checks = (
        result("one", "passed", points=2),
        result("two", "failed", points=3),
        result("three", "passed", bonus=True, points=5),
        result("four", "failed", bonus=True, points=7),
    )
    kata = KataVerdict("kata", "failed", checks=checks)

    assert (kata.points, kata.max_points, kata.bonus_points) == (2, 5, 5)


@pytest.mark.parametrize(
    "status, real, points",
    [
        ("unjudged", "failed", (0, 0)),
        ("unjudged", "passed", (2, 1)),
        ("passed", "passed", (2, 1)),
        ("failed", "failed", (2, 1)),
    ],
)
def test_points_wait_where_real_time_contradicts(status: KataStatus, real: RealStatus, points: tuple[int, int]) -> None:
    """What a program earned in virtual time counts for nothing yet where it did something else in real time."""
    checks = (result("one", "passed", points=2), result("two", "passed", bonus=True))
    kata = KataVerdict("kata", status, real=Real(real), checks=checks)

    assert (kata.points, kata.bonus_points) == points
    assert kata.contradicted == (points == (0, 0))


def test_first_failed_names_the_cause() -> None:
    """It is the first failed check in the order of the contract, not one that is blocked by it."""
    checks = (result("one", "passed"), result("two", "failed"), result("three", "failed"), result("four", "blocked"))

    assert checks[1] == KataVerdict("kata", "failed", checks=checks).first_failed


def test_first_failed_prefers_required() -> None:
    """A bonus is named only where no required check failed."""
    bonus, required = result("bonus", "failed", bonus=True), result("required", "failed")

    assert required == KataVerdict("kata", "failed", checks=(bonus, required)).first_failed
    assert bonus == KataVerdict("kata", "passed", checks=(result("one", "passed"), bonus)).first_failed
    assert KataVerdict("kata", "passed", checks=(result("one", "passed"),)).first_failed is None


@pytest.mark.parametrize(
    "expected, statuses",
    [
        (0, ["passed"]),
        (0, ["passed", "missing"]),
        (1, ["passed", "failed"]),
        (1, ["todo"]),
        (1, ["broken", "passed"]),
        (1, ["unjudged"]),
        (1, ["missing", "missing"]),
        (1, []),
    ],
)
def test_exit_code(expected: int, statuses: list[KataStatus]) -> None:
    """It is 0 where every kata that is there passed, and 1 where none is there at all."""
    assert expected == verdict(*statuses).exit_code


def test_records_are_frozen() -> None:
    """Nobody improves a verdict once it was made."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        result("check", "failed").status = "passed"  # type: ignore[misc]


def test_causes_are_a_closed_list() -> None:
    """These are all the ways in which an attempt ends early."""
    expected = "busy crashed deadlock endless exited flooded hung memory processes tampered threads"

    assert expected.split() == sorted(CAUSES)
