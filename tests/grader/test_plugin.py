"""The checks are plain pytest tests: `pytest tests/katas --attempt PATH` works without any wrapper."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from parent_helpers import lesson
from runs import ATTEMPTS, ROOT, SPINNERS, environment

DONE, FAILED, USAGE = 0, 1, 4


def run(*arguments: str | Path, env: dict[str, str] | None = None) -> tuple[int, str]:
    """Run the checks by plain pytest; return its exit code and what it printed."""
    command = [sys.executable, "-m", "pytest", "tests/katas", "-p", "no:cacheprovider", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(env or {}), capture_output=True, text=True, timeout=120, check=False
    )
    return done.returncode, done.stdout + done.stderr


def counts(output: str) -> dict[str, int]:
    """Return what pytest's last line counts."""
    return {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", output.splitlines()[-1].split(" in ")[0])}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the lesson's two programs."""
    for kata in SPINNERS:
        (tmp_path / f"{kata}.py").write_text(lesson(kata), "utf-8")
    return tmp_path


def test_solutions() -> None:
    """The references pass all checks, even where the caller's environment says not to buffer."""
    code, output = run("--attempt", "solutions", env={"PYTHONUNBUFFERED": "1"})

    assert (code, counts(output)) == (DONE, {"passed": 34})


@pytest.mark.long
def test_exercises() -> None:
    """What the learner edits is judged by default; what meets a function that is to be written fails with that."""
    code, output = run()
    found = counts(output)

    assert code == FAILED
    assert found["failed"] + found["skipped"] + found.get("passed", 0) == 34
    assert "is still to be written" in output or "is to do" in output
    assert "Traceback" not in output


def test_failure(folder: Path) -> None:
    """A failed check is a failed test that shows expected, seen, line and hint, and no Python of the grader's."""
    source = (ATTEMPTS / "spinner_thread" / "wrong" / "no_flush.py").read_text("utf-8")
    (folder / "spinner_thread.py").write_text(source, "utf-8")
    code, output = run("--attempt", folder, "-k", "visible or signal or frames")

    assert code == FAILED
    assert re.search(r"visible\n +expected: .+\n +seen: .+\n +line: \d+\n +hint: ", output)
    assert "def test_visible" not in output
    assert counts(output)["failed"] == 1


@pytest.mark.long
def test_blocked(folder: Path) -> None:
    """A blocked check is skipped, and its reason names the check at the root."""
    source = lesson("spinner_thread").replace("|/-", "|-/")
    (folder / "spinner_thread.py").write_text(source, "utf-8")
    output = run("--attempt", folder / "spinner_thread.py")[1]

    assert counts(output)["failed"] == 1
    assert set(re.findall(r"blocked by (\w+)", output)) == {"frames"}


@pytest.mark.long
def test_missing(folder: Path) -> None:
    """The checks of a kata whose file isn't there are skipped."""
    (folder / "spinner_asyncio.py").unlink()
    output = run("--attempt", folder)[1]

    assert "spinner_asyncio: no such file in the attempt" in output
    assert counts(output)["passed"] >= 13


@pytest.mark.long
def test_no_attempt() -> None:
    """A path where nothing is to be graded is wrong usage, said in one line."""
    code, output = run("--attempt", "no/such/folder")

    assert code == USAGE
    assert output.count("no such file or folder") == 1
    assert "Traceback" not in output


@pytest.mark.long
def test_seed() -> None:
    """The seed is an option; the same one plays the same."""
    assert run("--attempt", "solutions", "--kata-seed", "12345", "-k", "thread")[0] == DONE


@pytest.mark.long
def test_one_check() -> None:
    """One check alone can be run; what it rests on isn't asked for, so it doesn't block it."""
    code, output = run("--attempt", "solutions", "-k", "test_pace and spinner_thread")

    assert (code, counts(output)) == (DONE, {"passed": 1, "deselected": 33}), output


def test_marker() -> None:
    """The marker that declares a check is known."""
    output = subprocess.run(
        [sys.executable, "-m", "pytest", "--markers"],
        cwd=ROOT,
        env=environment({}),
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert "@pytest.mark.check(terms)" in output
