"""The report for editors is a line for each finding, with the file and the line of the attempt at its begin."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from runs import ATTEMPTS, KATAS, ROOT
from test_report_github import understood

from grader.attempt import Source
from grader.language import Language
from grader.reports import Look
from grader.reports.gcc import render
from grader.reports.notes import MAX_CHARS
from grader.verdict import CheckResult, CheckStatus, Finding, KataStatus, KataVerdict, Verdict
from grader.words import say

FINDING = Finding("a clean line", "'| thinking!' is still there", "Wipe the line after the loop.", line=2)
LINE = re.compile(r"(.+?):(\d+): ([a-z_]+): (.+)\n")


def verdict(*katas: KataVerdict, attempt: str = "exercises") -> Verdict:
    """Make the verdict of one run."""
    return Verdict(attempt, "3.11.7", 4711, 0.6, katas)


def failed(name: str, line: int | None = 2, *, bonus: bool = False, status: CheckStatus = "failed") -> CheckResult:
    """Make a check that failed."""
    return CheckResult(name, "A promise.", status, bonus=bonus, finding=replace(FINDING, line=line))


def kata(status: KataStatus, *checks: CheckResult, finding: Finding | None = None) -> KataVerdict:
    """Make the verdict on a kata."""
    return KataVerdict("spinner_thread", status, None, finding, None, checks)


def lines(*katas: KataVerdict, attempt: str = "exercises", look: Look | None = None) -> list[str]:
    """Return the report's lines."""
    return render(verdict(*katas, attempt=attempt), look or Look()).splitlines(keepends=True)


def seen(text: str) -> KataVerdict:
    """Make a kata with one failed check that saw this."""
    return kata("failed", CheckResult("frames", "Frames.", "failed", finding=replace(FINDING, seen=text)))


def test_one_line() -> None:
    """The form is FILE:LINE: CHECK: text, and the text says what was seen, what was expected and what to do."""
    text = "'| thinking!' is still there (expected: a clean line). Wipe the line after the loop."

    assert lines(kata("failed", failed("cleanup"))) == [f"exercises/spinner_thread.py:2: cleanup: {text}\n"]


def test_first_cause_first() -> None:
    """Required checks come in the order of the contract and bonus ones last; what passed or is blocked isn't there."""
    checks = (
        CheckResult("signal", "A promise.", "passed"),
        failed("frames", 5),
        CheckResult("pace", "A promise.", "blocked", blocked_by="frames"),
        failed("result", None),
        failed("wide", 7, bonus=True),
    )
    found = [line.split(" '|")[0] for line in lines(kata("failed", *checks))]

    assert found == [
        "exercises/spinner_thread.py:5: frames:",
        "exercises/spinner_thread.py:1: result:",
        "exercises/spinner_thread.py:7: wide: bonus:",
    ]


def test_mistake() -> None:
    """A mistake that is known by a name is called so."""
    check = CheckResult("frames", "A promise.", "failed", finding=replace(FINDING, mistake="Nothing erases it"))

    assert lines(kata("failed", check))[0].startswith(
        "exercises/spinner_thread.py:2: frames: Nothing erases it: '| thinking!' is still there (expected: "
    )


def test_nothing_to_say() -> None:
    """Where all passed, or a file isn't there, not a line is printed."""
    assert lines(kata("passed", CheckResult("signal", "A promise.", "passed")), KataVerdict("gone", "missing")) == []


@pytest.mark.parametrize("status", ["broken", "todo", "unjudged"])
def test_kata_as_a_whole(status: KataStatus) -> None:
    """What concerns the file as a whole bears the kata's status in the place of a check."""
    finding = Finding("a file", "SyntaxError: never closed", "Close it.", line=9)
    blocked = CheckResult("frames", "Frames.", "blocked", finding=Finding("", "spin is to do", "", line=4))

    assert lines(kata(status, blocked, finding=finding)) == [
        f"exercises/spinner_thread.py:9: {status}: SyntaxError: never closed (expected: a file). Close it.\n"
    ]
    assert lines(kata(status, blocked)) == [f"exercises/spinner_thread.py:4: {status}: spin is to do\n"]
    assert lines(kata(status))[0].startswith(f"exercises/spinner_thread.py:1: {status}: ")


def test_todo_with_failures() -> None:
    """What is still to be written comes first, then what is wrong in what was written."""
    found = lines(kata("todo", failed("frames", 5), finding=Finding("", "main is to do", "Write main.", line=30)))

    assert [line.split(": ")[1] for line in found] == ["todo", "frames"]


def test_unjudged_check() -> None:
    """A check that the grader couldn't judge is named as well."""
    found = lines(kata("unjudged", failed("stop", status="unjudged"), finding=replace(FINDING, line=None)))

    assert [line.split(": ")[:2] for line in found] == [
        ["exercises/spinner_thread.py:1", "unjudged"],
        ["exercises/spinner_thread.py:2", "stop"],
    ]


@pytest.mark.parametrize(
    "expected, attempt",
    [
        ("work/spinner_thread.py", "work/"),
        ("a:3: b/mine.py", "a:3: b/mine.py"),
        ("C:\\work\\mine.py", "C:\\work\\mine.py"),
        ("w\\x1b[2J\\nrk/mine.py", "w\x1b[2J\nrk/mine.py"),
    ],
)
def test_path_as_it_was_given(expected: str, attempt: str) -> None:
    """The file is named as the user named it; colons do no harm, and what steers a terminal is made visible."""
    assert lines(kata("failed", failed("cleanup")), attempt=attempt)[0].startswith(f"{expected}:2: cleanup: ")


def test_path_of_the_source() -> None:
    """Where the file was read its own path is taken."""
    path = Path("some/where.py")
    look = Look(sources={"spinner_thread": Source("spinner_thread", path, path.name, b"")})

    assert lines(kata("failed", failed("cleanup")), look=look)[0].startswith(f"{path}:2: ")


@given(st.text())
def test_one_line_whatever_was_printed(text: str) -> None:
    """No text of a program makes a second line, or steers a terminal."""
    (line,) = lines(seen(text))

    assert LINE.fullmatch(line)
    assert line.removesuffix("\n").isprintable()
    assert understood(line) is None


def test_no_workflow_command() -> None:
    """Neither a path nor what was printed is a command to whoever prints the line in a workflow."""
    (line,) = lines(seen("##[error]x"), attempt="::error::x")

    assert line.startswith("\\x3a:error::x/spinner_thread.py:2: frames: #\\x23[error]x (expected")


def test_text_stays_readable() -> None:
    """Line feeds and control characters are shown, letters of other scripts are left as they are."""
    assert "생각\\x08\\n\\x1b[K\\u2028" in lines(seen("생각\x08\n\x1b[K\u2028"))[0]
    assert "\\uc0dd" in lines(seen("생"), look=Look(encoding="ascii"))[0]


def test_long_text() -> None:
    """What a program flooded the terminal with is cut short, and the hint is still there."""
    (line,) = lines(seen("x" * 500_000))

    assert len(line) < 2 * MAX_CHARS
    assert "(cut short: 500000 characters in all)" in line
    assert line.endswith("Wipe the line after the loop.\n")


def test_other_language() -> None:
    """Sentences are said in the reader's language, what the attempt printed and ids are not."""
    catalogue = {"bonus: {text}": "덤: {text}", "Wipe it, {name}.": "{name} 지우세요."}
    look = Look(Language("ko", lambda text: catalogue.get(text, text)))
    finding = replace(FINDING, hint=say("Wipe it, {name}.", name="Wipe it."))
    check = CheckResult("wide", "A promise.", "failed", bonus=True, finding=finding)

    assert lines(kata("passed", check), look=look)[0].endswith(
        ":2: wide: 덤: '| thinking!' is still there (expected: a clean line). Wipe it. 지우세요.\n"
    )


def printed(*arguments: object) -> list[str]:
    """Return the lines that the command prints in the repository."""
    command = [sys.executable, "-m", "grader", "check", "--format", "gcc", "--lang", "en", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (1, "")
    return done.stdout.splitlines(keepends=True)


def test_real_verdict() -> None:
    """What the command prints of a wrong attempt names the line with the mistake, in the file that was given."""
    path = (ATTEMPTS / "spinner_thread" / "wrong" / "erase_inside_loop.py").relative_to(ROOT)
    first = LINE.fullmatch(printed(path, "--kata", "spinner_thread")[0])

    assert first
    assert (first[1], first[3]) == (str(path), "frames")
    assert "write(" in (ROOT / path).read_text("utf-8").splitlines()[int(first[2]) - 1]


def test_real_todo() -> None:
    """A stub's findings stand where there is something to write."""
    places = [LINE.fullmatch(line) for line in printed("src/grader/stubs/en")]

    for kata, place in zip(KATAS, places, strict=True):
        assert place
        assert place[1] == str(Path(f"src/grader/stubs/en/{kata}.py"))
        source = (ROOT / place[1]).read_text("utf-8").splitlines()
        assert source[int(place[2]) - 1].strip() == "raise NotImplementedError"
