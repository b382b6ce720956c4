"""A whole run by the command line: what the references, the stubs and some attempts come to."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from parent_helpers import check_text, lesson
from runs import ATTEMPTS, KATAS, ROOT, SPINNERS, Checked, check, failed

from grader.session import CHECKS

if TYPE_CHECKING:
    from warm_grading import Grade

pytest_plugins = ("warm_grading",)

SCHEMA = Draft202012Validator(
    json.loads((ROOT / "src" / "grader" / "reports" / "report.schema.json").read_text("utf-8"))
)


def statuses(checked: Checked) -> set[str]:
    """Return the statuses of all checks of all katas."""
    return {each["status"] for kata in checked.report["katas"] for each in kata["checks"]}


def kata(checked: Checked, name: str) -> dict[str, Any]:
    """Return one kata of a report."""
    return next(kata for kata in checked.report["katas"] if kata["kata"] == name)


@pytest.fixture(scope="module")
def references() -> Checked:
    """Return what the reference solutions came to."""
    return check("solutions")


@pytest.fixture(scope="module")
def stubs() -> Checked:
    """Return what the untouched stubs came to."""
    return check("exercises")


def test_references(references: Checked) -> None:
    """The references pass every check, bonus ones, too; the exit code is 0."""
    assert (references.code, references.errors) == (0, "")
    assert [kata["status"] for kata in references.report["katas"]] == ["passed", "passed"]
    assert statuses(references) == {"passed"}


def test_points_of_the_references(references: Checked) -> None:
    """The references have all the points that there are."""
    assert all(0 < kata["points"] == kata["max_points"] for kata in references.report["katas"])
    assert [kata["bonus_points"] for kata in references.report["katas"]] == [2, 4]


@pytest.mark.parametrize("text", ["import nowhere_at_all\n", "x = nowhere_at_all\n"])
def test_checks_that_cannot_be_imported(text: str, tmp_path: Path) -> None:
    """Where a module of checks is broken the grader has failed, and says at what: nobody has interrupted it."""
    (tmp_path / "test_spinner_thread.py").write_text(text, "utf-8")
    program = (
        "import sys; from pathlib import Path; from grader import cli, session; session.CHECKS = Path(sys.argv[1]); "
        "sys.exit(cli.main(['check', 'exercises/spinner_thread.py', '--lang', 'en']))"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 3
    assert re.search(r": \w+Error: .*nowhere_at_all", done.stderr.splitlines()[-1])


def test_stubs(stubs: Checked) -> None:
    """The untouched stubs are to do; the exit code is 1."""
    assert (stubs.code, stubs.errors) == (1, "")
    assert [kata["status"] for kata in stubs.report["katas"]] == ["todo", "todo"]
    assert [kata["cause"] for kata in stubs.report["katas"]] == [None, None]
    assert "failed" not in statuses(stubs)


def test_hint_for_the_stubs(stubs: Checked) -> None:
    """The stubs' verdict says which function is to be written, and the one that comes first."""
    seen = {kata["kata"]: kata["finding"]["seen"] for kata in stubs.report["katas"]}

    assert "spin" in seen["spinner_asyncio"]
    assert all("NotImplementedError" in text for text in seen.values())


@pytest.mark.parametrize("name", SPINNERS)
def test_missing(name: str, tmp_path: Path, grade: "Grade") -> None:
    """A kata whose file isn't there is missing, and the other one is graded."""
    other = next(other for other in SPINNERS if other != name)
    (tmp_path / f"{other}.py").write_text(lesson(other), "utf-8")
    checked = grade(tmp_path)

    assert (kata(checked, name)["status"], kata(checked, name)["checks"]) == ("missing", [])
    assert kata(checked, other)["checks"] != []


def test_schema(references: Checked, stubs: Checked) -> None:
    """Reports are what the schema says."""
    SCHEMA.validate(references.report)
    SCHEMA.validate(stubs.report)


# What a slow function does in place of sleeping; the last line is the one at fault.
DEEDS = {
    "hung": ("import os", "os.read(os.pipe()[0], 1)"),
    "exited": ("import os", "os._exit(0)"),
    "crashed": ("import ctypes", "ctypes.string_at(0)"),
    "processes": ("import os", "os.fork()"),
}


@pytest.mark.parametrize("cause", DEEDS)
def test_cause(cause: str, tmp_path: Path, grade: "Grade") -> None:
    """What ends an attempt early is named, with the line, by the check that it belongs to and by the kata."""
    source = "\n    ".join([f"{lesson('spinner_thread')}\n\ndef slow_function():", *DEEDS[cause]])
    checked = check_text(tmp_path, "spinner_thread", source, by=grade)
    SCHEMA.validate(checked.report)

    assert (checked.code, checked.errors) == (1, "")
    assert (checked.kata["status"], checked.kata["cause"]) == ("failed", cause)
    assert failed(checked.kata)[0] == "slow_function"
    assert checked.check("slow_function")["line"] == len(source.splitlines())


def test_broken(tmp_path: Path, grade: "Grade") -> None:
    """Of a file that can't be imported, every check is blocked by nothing but that; the kata says why and where."""
    checked = check_text(tmp_path, "spinner_asyncio", "import asyncio\n\nasync def spin(msg)\n    pass\n", by=grade)
    SCHEMA.validate(checked.report)

    assert (checked.code, checked.kata["status"], checked.kata["finding"]["line"]) == (1, "broken", 3)
    assert set(checked.statuses.values()) == {"blocked"}
    assert {each["blocked_by"] for each in checked.kata["checks"]} == {None}
    assert checked.kata["points"] == 0


def test_half_done(tmp_path: Path, grade: "Grade") -> None:
    """What doesn't meet the function that is still to be written is judged, and earns points."""
    stub = (ROOT / "exercises" / "spinner_thread.py").read_text("utf-8")
    source = f"{stub}\nimport time\n\ndef slow_function():\n    time.sleep(3)\n    return 42\n"
    checked = check_text(tmp_path, "spinner_thread", source, by=grade)

    assert (checked.kata["status"], checked.check("slow_function")["status"]) == ("todo", "passed")
    assert checked.kata["points"] == list(checked.statuses.values()).count("passed")


def test_blocked(tmp_path: Path, grade: "Grade") -> None:
    """A blocked check names the failed check at the root, not one that is blocked itself."""
    source = lesson("spinner_thread").replace("|/-", "|-/")
    checked = check_text(tmp_path, "spinner_thread", source, by=grade)
    root = {each["blocked_by"] for each in checked.kata["checks"] if each["status"] == "blocked"}

    assert failed(checked.kata) == ["frames"]
    assert root == {"frames"}
    assert checked.check("answer")["status"] == "blocked"


def test_failed_check(tmp_path: Path, grade: "Grade") -> None:
    """A failed check has all that a learner needs: expected, seen, a hint."""
    checked = check_text(tmp_path, "spinner_thread", lesson("spinner_thread").replace("|/-", "|-/"), by=grade)
    frames = checked.check("frames")

    assert all(frames[key] for key in ("sentence", "expected", "seen", "hint"))
    assert frames["points"] == 0 < frames["max_points"]


def test_other_schedules(tmp_path: Path, grade: "Grade") -> None:
    """A program that is right under the usual order only doesn't pass by luck."""
    nap = "time.sleep(.05)"
    checked = check_text(tmp_path, "spinner_thread", lesson("spinner_thread").replace("spinner.join()", nap), by=grade)

    assert (checked.kata["status"], failed(checked.kata)) == ("failed", ["joined"])


@pytest.mark.parametrize("seed", [0, 999_999_999])
def test_seeds(seed: int, grade: "Grade") -> None:
    """No seed changes the verdict on the references."""
    checked = grade("solutions", seed=seed)

    assert (checked.code, checked.report["seed"], statuses(checked)) == (0, seed, {"passed"})


def test_checks_are_there() -> None:
    """The checks are where a run looks for them."""
    for name in KATAS:
        assert (CHECKS / f"test_{name}.py").is_file()


INTERRUPTED = """
import sys
from grader.backstage import Backstage
from grader.cli import main

async def play(*_arguments):
    raise KeyboardInterrupt

Backstage.play = play
sys.exit(main(["check", "solutions"]))
"""


def test_interrupt() -> None:
    """Ctrl-C while an attempt is graded ends in no verdict, and in one line that says so."""
    command = [sys.executable, "-c", INTERRUPTED]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (130, "", "grader: interrupted: no verdict\n")


def test_without_a_check(grade: "Grade") -> None:
    """A check that is left out is as if it weren't there: nothing of it is in the report, and it blocks nothing."""
    path = ATTEMPTS / "spinner_thread" / "wrong" / "no_flush.py"
    whole, without = (
        grade(path, "--kata", "spinner_thread"),
        grade(path, "--kata", "spinner_thread", "--without", "visible"),
    )

    assert failed(whole.kata) == ["visible"]
    assert "visible" not in without.statuses
    assert without.kata["max_points"] == whole.kata["max_points"] - 1


def test_without_an_unknown_check() -> None:
    """To leave out what isn't there is wrong usage."""
    done = check("solutions", "--without", "frame")

    assert (done.code, done.text) == (2, "")
    assert "there is no check 'frame' to leave out" in done.errors
