"""What the proofs in tests/proof say of the grader, short enough to be asked each time.

`nox -s matrix`, `nox -s truth` and `nox -s soak` are the long forms.
"""

import math
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import killing
import pytest
import soak
import truth
from collection import first_cause, grade, grade_all, read_all
from matrix import PAGE, WITNESSES, witness
from mutants import mutants
from parent_helpers import checks_of
from runs import KATAS, SPINNERS, Checked, failed
from squeeze import squeezed

from grader.labels import LabelError, Labelled, read_label

COLLECTION = {attempt.name: attempt for attempt in read_all()}
NEEDED = [(kata, check) for kata in KATAS for check in checks_of(kata)]
AT_ONCE = 2


# --- labels -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line, first, also, what, old",
    [
        ("# RIGHT: it is", None, set(), "it is", False),
        ("# RIGHT: it was (up to 3.13)", None, set(), "it was", True),
        ("# WRONG first=pace: too slow", "pace", set(), "too slow", False),
        ("# WRONG first=stop also=joined,rerun: goes on\r", "stop", {"joined", "rerun"}, "goes on", False),
        ("\ufeff# RIGHT: 그렇다", None, set(), "그렇다", False),
    ],
)
def test_label(tmp_path: Path, line: str, first: str | None, also: set[str], what: str, *, old: bool) -> None:  # noqa: PLR0913 - parts of a label
    """A first line says what is to be found."""
    path = tmp_path / "spinner_thread" / "right" / "x.py"
    path.parent.mkdir(parents=True)
    path.write_text(f"{line}\npass\n", "utf-8", newline="")

    assert read_label(path) == Labelled(path, first, frozenset(also), what, old)
    assert (read_label(path).kata, read_label(path).name) == ("spinner_thread", "spinner_thread/right/x")


@pytest.mark.parametrize("line", ["", "# RIGHT it is", "# WRONG: no check", "# WRONG first=: x", "import sys"])
def test_no_label(tmp_path: Path, line: str) -> None:
    """Any other first line is refused, with a pointer to where it is explained."""
    path = tmp_path / "x.py"
    path.write_text(line, "utf-8")

    with pytest.raises(LabelError, match=r"no label: .*CONTRIBUTING"):
        read_label(path)


# --- the matrix ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def witnesses() -> Iterator[dict[tuple[str, str], tuple[Checked, Checked]]]:
    """Grade each check's witness with the check and without it."""
    attempts = {(kata, check): found for kata, check in NEEDED if (found := witness(kata, check, COLLECTION.values()))}
    whole = grade_all(list(attempts.values()), at_once=AT_ONCE)
    options = {attempt: ("--without", check) for (_, check), attempt in attempts.items()}
    without = grade_all(list(attempts.values()), options, at_once=AT_ONCE)
    return {key: (one[1], other[1]) for key, one, other in zip(attempts, whole, without, strict=True)}


@pytest.mark.collection
@pytest.mark.parametrize("kata, check", NEEDED)
def test_check_is_needed(kata: str, check: str, witnesses: dict[tuple[str, str], tuple[Checked, Checked]]) -> None:
    """Each check has an attempt that fails it first, and that without it would pass or have another cause."""
    whole, without = witnesses[kata, check]
    bonus = checks_of(kata)[check][0].bonus

    assert (failed(whole.kata, bonus=bonus)[:1], first_cause(whole.kata) if not bonus else check) == ([check], check)
    assert check not in failed(without.kata, bonus=bonus)
    assert first_cause(without.kata) != check


def test_witnesses_are_different() -> None:
    """Each check has an attempt that stands for it, and none stands for two."""
    found = [witness(kata, check, COLLECTION.values()) for kata, check in NEEDED]

    assert None not in found
    assert len({*found}) == len(found)


def test_named_witnesses() -> None:
    """Those that are named stand for checks that there are; the spinners' are all named."""
    for kata, named in WITNESSES.items():
        assert {*named} <= {*checks_of(kata)}
    assert all({*WITNESSES[kata]} == {*checks_of(kata)} for kata in SPINNERS)


def test_page_is_current() -> None:
    """The page in docs/ has every attempt of the collection, and no other, each with what its label says."""
    rows = dict(
        re.findall(r"^\| \[\w+\]\(\.\./tests/attempts/(\S+)\.py\) \| (.*?) \| [\w, ]*\| \w* \|$", _page(), re.MULTILINE)
    )

    assert {*rows} == {*COLLECTION}, "write it anew: nox -s matrix"
    assert [name for name, what in rows.items() if _plain(what) != COLLECTION[name].what] == []


def test_page_names_the_cause() -> None:
    """On the page each wrong attempt stands below the check that its label names first."""
    below = re.findall(r"^### (.*)\n\n(?:\|.*\n)+", _page(), re.MULTILINE)
    blocks = re.findall(r"^### .*\n\n((?:\|.*\n)+)", _page(), re.MULTILINE)
    found = {name: check.strip("`") for check, rows in zip(below, blocks, strict=True) for name in _names(rows)}

    wrong = [attempt for attempt in COLLECTION.values() if attempt.first is not None]
    assert [attempt.name for attempt in wrong if found[attempt.name] != attempt.first] == []


def _page() -> str:
    return PAGE.read_text("utf-8")


def _names(rows: str) -> list[str]:
    return re.findall(r"\(\.\./tests/attempts/(\S+)\.py\)", rows)


def _plain(cell: str) -> str:
    return re.sub(r"\\([\\|`*])", r"\1", cell).replace("&lt;", "<")


# --- mutants ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kata", SPINNERS)
def test_mutants(kata: str) -> None:
    """Mutants have names of their own, and each is a program unlike the solution and all others."""
    made = mutants(kata)

    assert len({mutant.name for mutant in made}) == len({mutant.source for mutant in made}) == len(made) > 100


@pytest.mark.parametrize("kata", SPINNERS)
def test_survivors_exist(kata: str) -> None:
    """The list of survivors names mutants that there are, each once, and gives each a reason."""
    listed = [name for names in killing.known_survivors(kata).values() for name in names]

    assert len({*listed}) == len(listed)
    assert {*listed} <= {mutant.name for mutant in mutants(kata)}
    assert all(reason.endswith(".") for reason in killing.known_survivors(kata))


@pytest.mark.collection
@pytest.mark.parametrize("kata", SPINNERS)
def test_mutants_are_killed(kata: str) -> None:
    """Mutants of a solution fail a required check, but for those that are known to behave the same.

    Of these, and of the others, every so manieth is graded here; `nox -s matrix` grades all.
    """
    known = {name for names in killing.known_survivors(kata).values() for name in names}
    made = mutants(kata)
    some = [each for each in made if each.name in known][::8] + [each for each in made if each.name not in known][::12]
    score = killing.score(kata, AT_ONCE, some)

    assert (score.unexplained, score.killed_now) == ([], [])
    assert f"{len(made) - len(known)} of {len(made)}" in _page()


# --- the truth run ------------------------------------------------------------------------------------------------


def test_known_disagreements_exist() -> None:
    """What is known to disagree in real time is in the collection, each with its reason."""
    assert {*truth.KNOWN} <= {*COLLECTION}
    assert all(truth.KNOWN.values())


# --- soak ---------------------------------------------------------------------------------------------------------


@pytest.mark.collection
@pytest.mark.timeout(600)
def test_soak(capsys: pytest.CaptureFixture[str]) -> None:
    """For a while, on a machine that is kept busy, no verdict changes."""
    code = soak.main(["--seconds", "5", "--programs", "24", "--gradings", "100000", "--at-once", "3"])
    lines = capsys.readouterr().out.splitlines()

    assert code == 0, lines
    assert [line.partition(":")[0] for line in lines][:2] == ["8 busy processes", "16 busy processes"]
    assert all("0 changed" in line for line in lines if "gradings" in line)


def test_soak_sees_a_change() -> None:
    """A report that differs in anything but its seconds is counted as changed."""
    task = soak.Task(str(COLLECTION["spinner_thread/right/lesson"].path), "spinner_thread", 1)
    count = soak.Count("once")
    for _ in soak.soak(count, {task: {"another": "report"}}, 1, (), lambda so_far: so_far.gradings < 1):
        assert count.gradings == 1

    assert count.changed == [f"{task.path} --kata spinner_thread --seed 1"]
    assert math.isfinite(count.seconds)


@pytest.mark.skipif(sys.platform != "linux", reason="control groups are Linux's")
def test_squeezed() -> None:
    """In a squeeze a grading comes to the same, and the group is gone afterwards."""
    attempt = COLLECTION["spinner_thread/right/lesson"]
    with squeezed(50) as within:
        if within is None:
            pytest.skip("no control group can be made here")
        group = Path(within[-1]).parent
        assert soak.Task(str(attempt.path), attempt.kata, 1).run(within).code == grade(attempt).code == 0

    assert not group.exists()
