"""VS Code's tasks call commands that there are, and find the attempt's lines in what these print."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from parent_helpers import checks_of
from runs import ROOT

from grader.attempt import KATAS
from grader.cli import _parser
from grader.language import ENGLISH

FOLDER = ROOT / ".vscode"
TASKS = json.loads((FOLDER / "tasks.json").read_text("utf-8"))
BY_LABEL: dict[str, Any] = {task["label"]: task for task in TASKS["tasks"]}
INPUTS = {each["id"]: each for each in TASKS["inputs"]}


def match(line: str) -> list[tuple[str, str, str, str, str]]:
    """Return what VS Code makes of a line: severity, file, line, code and message, for each matcher that takes it."""
    found = []
    for matcher in BY_LABEL["check"]["problemMatcher"]:
        pattern = matcher["pattern"]
        if taken := re.search(pattern["regexp"], line):
            file, number, code, message = (taken[pattern[name]] for name in ("file", "line", "code", "message"))
            found.append((matcher["severity"], file, number, code, message))
    return found


def command_lines() -> list[list[str]]:
    """Return each task's command as it is started, every choice of its inputs."""
    lines = []
    for task in TASKS["tasks"]:
        command = task["command"].replace("${relativeFile}", "exercises/spinner_thread.py").replace('"', "")
        command = command.replace("${input:check}", "frames")
        choices = INPUTS["kata"]["options"] if "${input:kata}" in command else [""]
        lines += [command.replace("${input:kata}", choice).split() for choice in choices]
    return lines


def test_findings_land_on_their_lines() -> None:
    """What the task prints of a wrong attempt is a problem at the line with the mistake."""
    path = Path("tests/attempts/spinner_thread/wrong/erase_inside_loop.py")
    arguments = BY_LABEL["check"]["command"].partition(" -- ")[2].split()
    command = [sys.executable, "-m", "grader", "check", *arguments, str(path), "--kata", "spinner_thread"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    problems = [problem for line in done.stdout.splitlines() for problem in match(line)]

    assert len(problems) == len(done.stdout.splitlines()) >= 1
    severity, file, line, code, message = problems[0]
    assert (severity, file, code) == ("error", str(path), "frames")
    assert "write(" in (ROOT / path).read_text("utf-8").splitlines()[int(line) - 1]
    assert "|" in message


@pytest.mark.parametrize(
    "expected, line",
    [
        (("error", "a b/x.py", "7", "todo", "spin is to do"), "a b/x.py:7: todo: spin is to do"),
        (("error", "C:\\a\\x.py", "7", "stop", "a: b:3: c: d"), "C:\\a\\x.py:7: stop: a: b:3: c: d"),
        (("error", "x.py", "1", "slow_function", "덤"), "x.py:1: slow_function: 덤"),
        (("info", "x.py", "7", "wide", "bonus: it"), "x.py:7: wide: bonus: it"),
    ],
)
def test_one_problem_a_line(expected: tuple[str, ...], line: str) -> None:
    """Each line is one problem, an error or, where it is only a bonus, an information."""
    assert match(line) == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "nox > Running session check",
        "nox > python -m grader check --format gcc",
        "nox > Command python -m grader check --format gcc failed with exit code 1",
        "nox > a:1: b: c",
        "grader: no such file or folder: 'x'",
    ],
)
def test_other_lines_are_no_problem(line: str) -> None:
    """What nox itself says is nothing to show beside a program."""
    assert match(line) == []


def test_bonus_checks_are_known() -> None:
    """The matchers tell exactly the bonus checks of the katas from the others."""
    ids = {(terms.bonus, name) for kata in KATAS for name, (terms, _) in checks_of(kata).items()}

    for bonus, name in ids:
        assert [severity for severity, *_ in match(f"x.py:1: {name}: text")] == ["info" if bonus else "error"]


def test_same_matchers() -> None:
    """VS Code can't share matchers between tasks, so both tasks have the same ones."""
    assert BY_LABEL["check"]["problemMatcher"] == BY_LABEL["check this file"]["problemMatcher"]


def test_default_tasks() -> None:
    """The keys for building and for testing both check."""
    groups = [task["group"] for task in TASKS["tasks"] if "group" in task]

    assert groups == [{"kind": "build", "isDefault": True}, {"kind": "test", "isDefault": True}]


@pytest.mark.parametrize("command", command_lines(), ids=" ".join)
def test_commands_are_there(command: list[str]) -> None:
    """Each task starts a session that there is, with arguments that its command takes."""
    nox, session_option, session, *rest = command

    assert (nox, session_option) == ("${config:katas.nox}", "-s")
    assert rest[:1] in ([], ["--"])
    assert f"def {session}(session: nox.Session)" in (ROOT / "noxfile.py").read_text("utf-8")
    _parser(session, ENGLISH).parse_args([session, *rest[1:]])


def test_how_nox_is_started() -> None:
    """One setting says how, as the first of the ways in the README."""
    settings = json.loads((FOLDER / "settings.json").read_text("utf-8"))

    assert settings["katas.nox"] == "uvx nox"
    assert f"`{settings['katas.nox']} -s check`" in (ROOT / "README.md").read_text("utf-8")


def test_inputs() -> None:
    """The choice is between the katas that there are."""
    assert tuple(INPUTS["kata"]["options"]) == KATAS


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="asks git")
@pytest.mark.parametrize("name", ["tasks.json", "settings.json"])
def test_not_ignored(name: str) -> None:
    """Git keeps the files, so that everybody has them."""
    assert (
        subprocess.run(["git", "-C", str(ROOT), "check-ignore", "-q", f".vscode/{name}"], check=False).returncode == 1
    )
