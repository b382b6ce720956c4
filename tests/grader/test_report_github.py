"""The report for GitHub Actions is workflow commands, and nothing that a program printed is one of them."""

import re
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, strategies as st

from grader.language import Language
from grader.reports import Look
from grader.reports.github import MAX_SHOWN, render
from grader.verdict import CheckResult, Finding, KataStatus, KataVerdict, Verdict
from grader.words import promised

FINDING = Finding("a clean line", "'| thinking!' is still there", "Wipe the line after the loop.", line=2)
KNOWN = ("error", "warning", "notice", "add-path", "set-env", "set-output", "stop-commands", "add-mask", "debug")


@dataclass
class Command:
    """A workflow command as the runner understands it."""

    name: str
    properties: dict[str, str]
    data: str


def understood(line: str) -> Command | None:
    """Read a line of a log as the runner does: its commands of today, or else those of old (`##[name]`)."""
    begun = re.match(r"::(.*?)::(.*)", line.lstrip(), re.DOTALL)
    if begun:
        name, _, properties = begun[1].partition(" ")
        if name in KNOWN:
            pairs = (pair.split("=", 1) for pair in properties.strip().split(",") if "=" in pair)
            return Command(name, {key.strip(): unescaped(value) for key, value in pairs}, unescaped(begun[2]))
    old = re.search(r"##\[([\w-]+)[^\]]*\](.*)", line)
    return Command(old[1], {}, old[2]) if old and old[1] in KNOWN else None


def unescaped(text: str) -> str:
    """Undo what a command's text was escaped with; `%25` comes last."""
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def commands(*katas: KataVerdict, attempt: str = "exercises", look: Look | None = None) -> list[Command]:
    """Return the commands that a runner finds in the report; each line must be one."""
    text = render(Verdict(attempt, "3.11.7", 4711, 0.6, katas), look or Look())
    assert text == "" or text.endswith("\n")
    found = [understood(line) for line in re.split(r"\r\n|\r|\n", text)[:-1]]
    assert None not in found
    return [command for command in found if command]


def check(name: str, *, bonus: bool = False, finding: Finding = FINDING) -> CheckResult:
    """Make a check that failed."""
    return CheckResult(name, promised("A promise: 100%."), "failed", bonus=bonus, finding=finding)


def kata(status: KataStatus, *checks: CheckResult, finding: Finding | None = None, name: str = "spin") -> KataVerdict:
    """Make the verdict on a kata."""
    return KataVerdict(name, status, None, finding, None, checks)


def test_raw_line() -> None:
    """A command is spelt as GitHub documents it."""
    text = render(Verdict("a,b:c", "3.11.7", 1, 0.6, (kata("failed", check("cleanup")),)), Look())

    assert text == (
        "::error file=a%2Cb%3Ac/spin.py,line=2,title=spin%3A cleanup::A promise: 100%25.%0A"
        "expected: a clean line%0Aseen: '| thinking!' is still there%0Ahint: Wipe the line after the loop.\n"
    )


def test_kinds() -> None:
    """Per kata the first cause is an error, what else failed a warning, and a bonus a notice."""
    first = kata("failed", check("wide", bonus=True), check("frames"), check("result"))
    second = kata("todo", check("pace"), finding=replace(FINDING, line=None), name="other")

    assert [(command.name, command.properties["title"]) for command in commands(first, second)] == [
        ("error", "spin: frames"),
        ("warning", "spin: result"),
        ("notice", "spin: wide"),
        ("error", "other: todo"),
        ("warning", "other: pace"),
    ]


def test_nothing_to_say() -> None:
    """Where all passed, or a file isn't there, there is no command; a missed bonus is but a notice."""
    passed = CheckResult("frames", "A promise.", "passed")

    assert commands(kata("passed", passed), kata("missing")) == []
    assert [command.name for command in commands(kata("passed", passed, check("wide", bonus=True)))] == ["notice"]


@pytest.mark.parametrize("status", ["broken", "todo", "unjudged"])
def test_kata_as_a_whole(status: KataStatus) -> None:
    """What concerns the file as a whole is an error at its line, at the first where there is none."""
    (command,) = commands(kata(status, finding=replace(FINDING, line=None)))

    assert command.name == "error"
    assert command.properties == {"file": "exercises/spin.py", "line": "1", "title": f"spin: {status}"}


def test_teaches() -> None:
    """A mistake that has a name is named, and the concept behind it told."""
    (command,) = commands(kata("failed", check("frames", finding=replace(FINDING, mistake="Known.", why="Because."))))

    assert command.data.split("\n") == [
        "A promise: 100%.",
        "Known.",
        "expected: a clean line",
        "seen: '| thinking!' is still there",
        "why: Because.",
        "hint: Wipe the line after the loop.",
    ]


def test_ten_of_a_kind() -> None:
    """GitHub shows ten of a kind: no more are printed, the first causes are among them, and the last one says so."""
    katas = [kata("failed", check("frames"), check("pace"), name=f"kata{number}") for number in range(13)]
    found = commands(*katas)
    errors = [command for command in found if command.name == "error"]

    assert [len(errors), len(found)] == [MAX_SHOWN, 2 * MAX_SHOWN]
    assert errors[0].properties["title"] == "kata0: frames"
    assert errors[-1].data.endswith("GitHub shows ten of a kind: 3 more")
    assert "more" not in errors[-2].data


HOSTILE = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            ["::error::x", "##[set-env name=A]b", "%0A", "%25", "%", "\n", "\r", "::", ",", "\u2028", "\x1b"]
        )
    ).map("".join),
)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_command_of_its_own(seen: str, expected: str, folder: str) -> None:
    """Whatever a program printed, and whatever its folder is called, there is the one command that we meant."""
    finding = replace(FINDING, seen=seen, expected=expected, hint=seen, why=expected, mistake=folder)
    (command,) = commands(kata("failed", check("frames", finding=finding)), attempt=f"{folder}/x.py")

    assert command.name == "error"
    assert command.properties.keys() == {"file", "line", "title"}
    assert (command.properties["line"], command.properties["title"]) == ("2", "spin: frames")
    assert command.data.startswith("A promise: 100%.\n")


def test_long_text() -> None:
    """What a program flooded the terminal with is cut short, and the hint is still there."""
    (command,) = commands(kata("failed", check("frames", finding=replace(FINDING, seen="\x1b" * 500_000))))

    assert len(command.data) < 3000
    assert "(cut short: 500000 characters in all)" in command.data
    assert command.data.endswith("hint: Wipe the line after the loop.")


def test_other_language() -> None:
    """Labels and sentences are said in the reader's language."""
    catalogue = {"seen: {text}": "본 것: {text}", "A promise: 100%.": "약속: 100%."}
    (command,) = commands(
        kata("failed", check("frames")), look=Look(Language("ko", lambda text: catalogue.get(text, text)))
    )

    assert command.data.startswith("약속: 100%.\n")
    assert "본 것: '| thinking!' is still there" in command.data
