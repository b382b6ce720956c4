"""The terminal report says at a glance what happened, and never does what an attempt's text would have it do."""

import os
import re
import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from scenes import erased_in_loop

from grader.attempt import Source
from grader.language import language
from grader.reports import Look
from grader.reports.terminal import CAUSES as CAUSE_WORDS, MAX_CHARS, MAX_LINES, render
from grader.verdict import CAUSES, Cause, CheckResult, Finding, KataStatus, KataVerdict, Real, Verdict

COMMAND = re.compile(r" +(again|hints) ")
ANSI = re.compile(r"\x1b\[[0-9;]*m")
FINDING = Finding(
    expected="a clean line once spin has returned",
    seen="'| thinking!' is still there",
    hint="Wipe the line after the loop: `break` jumps over what follows in its body.",
    line=2,
    reference="wiped the line at 0.300 s",
)
CHECKS = (
    CheckResult("frames", "spin draws its frames in order.", "passed"),
    CheckResult("cleanup", "When spin has returned, the line is clean.", "failed", finding=FINDING),
    CheckResult("answer", "main prints the answer.", "blocked", blocked_by="cleanup"),
    CheckResult("wide", "A wide message is wiped, too.", "blocked", bonus=True, blocked_by="cleanup"),
)
FAILED = KataVerdict("spinner_thread", "failed", checks=CHECKS)
EXPECTED = """\
spinner_thread  FAILED  1 of 3 points
  ok        frames   spin draws its frames in order.
  FAIL      cleanup  When spin has returned, the line is clean.
  blocked   answer   [needs cleanup] main prints the answer.
  bonus: extra points, never needed to pass
  blocked   wide     [needs cleanup] A wide message is wiped, too.

spinner_asyncio  MISSING  there is no such file, so it doesn't count

FAIL  spinner_thread: cleanup  When spin has returned, the line is clean.
  expected  a clean line once spin has returned
  happened  '| thinking!' is still there
  where     exercises/spinner_thread.py:2
            while signal.go:
  solution  wiped the line at 0.300 s
  try       Wipe the line after the loop: `break` jumps over what follows in its
            body.
  hints     nox -s hint -- spinner_thread cleanup
  again     nox -s check -- exercises --kata spinner_thread --seed 4711

Summary: 0 of 2 done  seed 4711, Python 3.11.7, 0.61 s
  spinner_thread   FAILED    1 of 3 points  [#x.]  first: cleanup
  spinner_asyncio  MISSING   there is no such file, so it doesn't count
  again     nox -s check -- exercises --seed 4711
  next      make cleanup pass, in exercises/spinner_thread.py:2.
"""


def verdict(*katas: KataVerdict, attempt: str = "exercises") -> Verdict:
    """Make the verdict of one run."""
    return Verdict(attempt, "3.11.7", 4711, 0.6123, katas)


def plain(*katas: KataVerdict, attempt: str = "exercises", width: int = 80, encoding: str = "utf-8") -> str:
    """Return the report without colour."""
    return render(verdict(*katas, attempt=attempt), Look(colour=False, width=width, encoding=encoding))


def one(status: KataStatus, *checks: CheckResult, cause: Cause | None = None, real: Real | None = None) -> KataVerdict:
    """Make a verdict on the kata spinner_thread."""
    return KataVerdict("spinner_thread", status, cause, None, real, checks)


def failure(seen: str) -> KataVerdict:
    """Make a kata with one failed check that saw this."""
    return one("failed", CheckResult("frames", "Frames.", "failed", finding=Finding("frames", seen, "Draw.")))


def next_step(*katas: KataVerdict) -> str:
    """Return what the report's last lines advise, on one line."""
    return " ".join(plain(*katas).partition("\n  next      ")[2].split())


@pytest.mark.skipif(os.name == "nt", reason="paths have backslashes there")
def test_whole_report() -> None:
    """What happened, where, why and what next stand on a page without colour."""
    path = Path("exercises/spinner_thread.py")
    sources = {"spinner_thread": Source("spinner_thread", path, path.name, b"def spin():\n    while signal.go:\n")}
    katas = verdict(FAILED, KataVerdict("spinner_asyncio", "missing"))

    assert render(katas, Look(colour=False, width=80, encoding="ascii", sources=sources)) == EXPECTED


def test_colour_only_repeats() -> None:
    """In colour the words are the same ones: whoever sees no colour misses nothing."""
    coloured = render(verdict(FAILED), Look(colour=True, width=80))

    assert ANSI.search(coloured)
    assert [line.rstrip() for line in ANSI.sub("", coloured).split("\n")] == plain(FAILED).split("\n")


@pytest.mark.parametrize("colour", [False, True])
def test_environment_changes_nothing(colour: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    """The report depends on its arguments only; its caller looks at the environment."""
    before = render(verdict(FAILED), Look(colour=colour, width=70))
    for name, value in {"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "33"}.items():
        monkeypatch.setenv(name, value)

    assert before == render(verdict(FAILED), Look(colour=colour, width=70))


@pytest.mark.parametrize("width", [40, 80, 110])
def test_keeps_to_the_width(width: int) -> None:
    """No line is wider than the terminal, but for the commands, which are copied in one piece."""
    kata = failure("\uc0dd\uac01 \uc911! " * 40 + "x" * 300)
    lines = [line for line in plain(kata, FAILED, width=width).split("\n") if not COMMAND.match(line)]

    assert width >= max(cell_len(line) for line in lines)


def test_lines_end_without_blanks() -> None:
    """A copied report carries no blanks along."""
    assert [line for line in plain(FAILED).split("\n") if line != line.rstrip()] == []


@pytest.mark.parametrize(
    "expected, seen",
    [
        ("\\x1b[2J\\x1b]0;owned\\x07", "\x1b[2J\x1b]0;owned\x07"),
        ("a\\rb\\x08c\\td", "a\rb\x08c\td"),
        ("\\u202eabc\\u2066", "\u202eabc\u2066"),
        ("\\x9b1m\\u2028\\ud800", "\x9b1m\u2028\ud800"),
        ("[bold]x[/bold] [link=y]z[/]", "[bold]x[/bold] [link=y]z[/]"),
        (":boom: 42 'text'", ":boom: 42 'text'"),
        ("\uc0dd\uac01 \uc911!", "\uc0dd\uac01 \uc911!"),
    ],
)
def test_text_of_an_attempt_is_shown(expected: str, seen: str) -> None:
    """Control characters become visible, markup stays as it is, and other languages are read as they are written."""
    report = plain(failure(seen))

    assert f"happened  {expected}\n" in report
    assert report.replace("\n", "").isprintable()


def test_nothing_of_an_attempt_reaches_the_marks() -> None:
    """A line feed in what an attempt printed can't forge the line of another check."""
    report = plain(failure("x\n  ok        frames  fine\n\nSummary\n  spinner_thread  PASSED"))

    assert re.findall(r"^ {0,11}(ok|Summary|\S+ +PASSED)", report, re.MULTILINE) == ["Summary"]
    assert "\n" + " " * 12 + "  spinner_thread  PASSED\n" in report


def test_everything_quoted_is_made_visible() -> None:
    """Not only what was seen: each text may come from the attempt, and so may the path and the source line."""
    bad = "\x1b[1m"
    finding = Finding(bad, bad, bad, 1, bad)
    checks = (
        CheckResult("frames", bad, "failed", finding=finding),
        CheckResult("stop", bad, "blocked", finding=finding),
    )
    kata = KataVerdict("spinner_thread", "failed", "busy", finding, Real("failed", finding), checks)
    sources = {"spinner_thread": Source("spinner_thread", Path(bad), bad, bad.encode())}
    report = render(verdict(kata, attempt=bad), Look(colour=False, width=80, sources=sources))

    assert report.replace("\n", "").isprintable()


def test_narrow_encoding() -> None:
    """A terminal that can't say a character gets its escape."""
    report = plain(failure("\uc0dd \u2014"), encoding="ascii")

    assert report.isascii()
    assert "happened  \\uc0dd \\u2014\n" in report


@pytest.mark.parametrize("seen", ["x" * 100_000, "x\n" * 50_000])
def test_long_text_is_cut(seen: str) -> None:
    """A flood doesn't bury the report, and the cut is owned up to."""
    report = plain(failure(seen))

    assert "(cut short: 100000 characters in all)" in report
    assert len(report) < 2 * MAX_CHARS + 2000
    assert report.count("\n") < 2 * MAX_LINES + 40


@pytest.mark.parametrize("cause", sorted(CAUSES))
def test_cause_in_words(cause: Cause) -> None:
    """What ended an attempt early is named and explained."""
    report = plain(one("failed", cause=cause), width=110)

    assert f"ended by  {cause}: {CAUSE_WORDS[cause]}\n" in report


@pytest.mark.parametrize(
    "word, status",
    [
        ("PASSED", "passed"),
        ("FAILED", "failed"),
        ("TO DO", "todo"),
        ("BROKEN", "broken"),
        ("UNJUDGED", "unjudged"),
    ],
)
def test_status_in_words(word: str, status: KataStatus) -> None:
    """Heading and summary say each status in a word."""
    report = plain(one(status))

    assert report.startswith(f"spinner_thread  {word}  0 of 0 points\n")
    assert f"\n  spinner_thread  {word:8}  0 of 0 points\n" in report


def test_bonus_points_are_shown() -> None:
    """What was earned on top is added by name."""
    bonus = CheckResult("wide", "Wide.", "passed", bonus=True, max_points=2)

    assert "PASSED  1 of 1 points, and 2 bonus\n" in plain(one("passed", CHECKS[0], bonus))


def test_blocked_by_what_is_to_do() -> None:
    """A check that waits for a function to be written names that one, without repeating the details."""
    finding = Finding("frames", "spin is to do", "Write spin.", line=44)
    report = plain(one("todo", CheckResult("frames", "It draws.", "blocked", finding=finding)))

    assert "  blocked   frames  [spin is to do] It draws.\n" in report
    assert "expected" not in report


def test_blocked_in_a_broken_kata() -> None:
    """Where the kata's own finding says why, its checks needn't say it again."""
    assert "  blocked   frames  It draws.\n" in plain(one("broken", CheckResult("frames", "It draws.", "blocked")))


def test_unjudged_is_explained() -> None:
    """A check that the grader couldn't judge says what it saw, too."""
    finding = Finding("an end", "it waited for a socket", "Tell whoever teaches you.")
    report = plain(one("unjudged", CheckResult("stop", "It stops.", "unjudged", finding=finding)))

    assert "  unjudged  stop  It stops.\n" in report
    assert "happened  it waited for a socket\n" in report


def test_finding_of_the_kata() -> None:
    """What concerns the file as a whole is in focus, with its place."""
    finding = Finding("a file that can be imported", "SyntaxError: '(' was never closed", "Close it.", line=9)
    report = plain(KataVerdict("spinner_thread", "broken", finding=finding, checks=CHECKS[:1]))

    assert "\nBROKEN  spinner_thread\n" in report
    assert "happened  SyntaxError: '(' was never closed\n" in report
    assert "where     exercises/spinner_thread.py:9\n" in report


def test_truth_run() -> None:
    """What a run in real time found is told apart from the rest."""
    assert "real run  ok\n" in plain(one("passed", real=Real("passed")))
    assert "happened  '| thinking!'" in plain(one("unjudged", real=Real("failed", FINDING)))


@pytest.mark.parametrize(
    "expected, attempt",
    [
        (["a b/it's"], "a b/it's"),
        (["$(rm -r ~)"], "$(rm -r ~)"),
        (["./-x"], "-x"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="another shell quotes in another way")
def test_command_is_quoted(expected: Sequence[str], attempt: str) -> None:
    """The command that shows it again can be pasted, however the path is spelt."""
    command = re.search(r"again +(nox .*--kata.*)\n", plain(FAILED, attempt=attempt))

    assert command
    assert ["nox", "-s", "check", "--", *expected, "--kata", "spinner_thread", "--seed", "4711"] == shlex.split(
        command[1]
    )


@pytest.mark.parametrize(
    "expected, attempt",
    [
        ("work/spinner_thread.py:2", "work"),
        ("work/spinner_thread.py:2", "work/"),
        ("work/mine.py:2", "work/mine.py"),
    ],
)
def test_place_without_sources(expected: str, attempt: str) -> None:
    """The file is named even where its text isn't at hand."""
    assert f"where     {expected}\n" in plain(FAILED, attempt=attempt)


def test_next_is_the_first_cause() -> None:
    """What failed comes before what is to do, and that before what isn't there."""
    todo = KataVerdict("todo", "todo", finding=Finding("", "spin is to do", "Write spin.", line=44))
    missing = KataVerdict("gone", "missing")
    broken = KataVerdict("bad", "broken", finding=Finding("", "", "Close it.", line=9))

    assert next_step(missing, todo, FAILED) == "make cleanup pass, in exercises/spinner_thread.py:2."
    assert next_step(missing, todo) == "go on in exercises/todo.py:44. Write spin."
    assert next_step(todo, broken) == "mend exercises/bad.py:9: as it is, no check can be played."
    assert next_step(one("passed"), missing) == "write exercises/gone.py."


def test_next_for_todo_without_a_finding_of_its_own() -> None:
    """The first check that waits for a function says what to write."""
    check = CheckResult("frames", "It draws.", "blocked", finding=Finding("", "spin is to do", "Write spin.", line=44))

    assert next_step(one("todo", check)) == "go on in exercises/spinner_thread.py:44. Write spin."


def test_next_when_the_grader_could_not_tell() -> None:
    """A learner isn't blamed for what could not be judged."""
    assert "no fault of yours" in next_step(one("unjudged"))


@pytest.mark.usefixtures("only_spinners")
def test_next_when_all_is_done() -> None:
    """Where nothing is left to mend the bonus checks that are open are named, if there are any."""
    bonus = CheckResult("wide", "Wide.", "failed", bonus=True, finding=FINDING)

    both = KataVerdict("spinner_asyncio", "passed")
    assert next_step(one("passed", CHECKS[0]), both) == "nothing to mend: every required check passed."
    assert next_step(one("passed", CHECKS[0])).endswith("every required check passed. Go on with spinner_asyncio.")
    assert next_step(one("passed", CHECKS[0], bonus)).endswith("every required check passed. Left for a bonus: wide.")


@pytest.mark.usefixtures("only_spinners")
def test_next_when_a_bonus_is_worth_nothing() -> None:
    """A bonus check that passed isn't left for anything, though its course gives no points for it."""
    bonus = CheckResult("wide", "Wide.", "passed", bonus=True, max_points=0)

    assert "bonus" not in next_step(one("passed", CHECKS[0], bonus))


# -- What is in focus --


BROKEN_LINE = replace(FINDING, at=310_000_000, who="Thread-1 (spin)", why="A break jumps.", mistake="Jumped over")
DRAWN = one(
    "failed",
    CheckResult("frames", "Frames.", "failed", finding=replace(BROKEN_LINE, scene=erased_in_loop())),
    CheckResult("stop", "It stops at once, wherever that is.", "failed", finding=FINDING),
    CheckResult("wide", "Wide.", "failed", bonus=True, finding=FINDING),
)


def focus(*katas: KataVerdict, **look: Any) -> str:  # noqa: ANN401 - as `Look` takes them
    """Return what stands between the checks and the summary."""
    return render(verdict(*katas), Look(**look)).rpartition("\n\n")[0].partition("\n\n")[2]


def test_focus_teaches() -> None:
    """A failure is told whole: the promise, the picture, what happened when and to whom, why, and what to try."""
    text = focus(DRAWN)
    parts = [
        "FAIL  spinner_thread: frames  Frames.",
        "  spin is told to stop after 0.65 s",
        "your program ",
        "the solution",
        "your terminal",
        "  expected  a clean line once spin has returned",
        "  happened  '| thinking!' is still there",
        "  where     exercises/spinner_thread.py:2, at 0.31 s, in Thread-1 (spin)",
        "  mistake   Jumped over",
        "  why       A break jumps.",
        "  try       Wipe the line after",
        "  hints     nox -s hint -- spinner_thread frames",
        "  again     nox -s check -- exercises --kata spinner_thread --seed 4711",
    ]

    assert sorted(map(text.index, parts)) == [text.index(part) for part in parts]


def test_one_failure_is_in_focus() -> None:
    """Every other failed check takes one line, and so do those of the kata that comes later."""
    other = KataVerdict("spinner_asyncio", "failed", checks=DRAWN.checks)
    report = render(verdict(DRAWN, other), Look())

    assert report.count("  happened  ") == 1
    assert "\n  FAIL      stop    It stops at once, wherever that is.\n" in report
    assert "\nFAIL  spinner_thread: frames" in report
    assert "\n  more      failures that aren't shown: 5 (--all)\n" in report
    assert "\n  more " not in render(verdict(DRAWN, other), Look(everything=True))


def test_all_failures() -> None:
    """Who asks for everything gets each failure whole, those of bonus checks and of other katas among them."""
    other = KataVerdict("spinner_asyncio", "failed", checks=DRAWN.checks)
    report = render(verdict(DRAWN, other), Look(everything=True))

    assert re.findall(r"^FAIL  (\S+: \S+)", report, re.MULTILINE) == [
        "spinner_thread: frames",
        "spinner_thread: stop",
        "spinner_thread: wide",
        "spinner_asyncio: frames",
        "spinner_asyncio: stop",
        "spinner_asyncio: wide",
    ]


def test_verdict_and_focus_fit_a_screen() -> None:
    """What happened, what to try, the picture and the summary are seen together in a window of forty lines."""
    assert len(render(verdict(DRAWN), Look()).partition("\n\n")[2].split("\n")) < 40


def test_every_other_check_is_one_line() -> None:
    """However long a promise is, it takes one line; all of it is there for who asks for everything."""
    long = one("passed", CheckResult("frames", "It draws. " * 40, "passed"))

    assert "  ok        frames  It draws. It draws." in plain(long)
    assert plain(long).index("\n\nSummary") < 2 * 80
    assert " ".join(render(verdict(long), Look(everything=True)).split()).count("It draws.") == 40


def test_sentences_in_place_of_the_picture() -> None:
    """A screen reader gets no drawing, and nothing that stands in two columns."""
    text = focus(DRAWN, plain=True)

    assert "your program" not in text
    assert "  0 s, Thread-1 (spin): the line was blank\n" in text
    assert "  0 s, the solution's terminal: '| thinking!'\n" in text
    assert "[" not in render(verdict(DRAWN), Look(plain=True)).rpartition("Summary")[2]


def test_unfinished_kata_with_a_failure() -> None:
    """What is written and wrong comes before what is still to be written."""
    todo = Finding("", "supervisor is to do", "Write supervisor.", line=44)
    kata = KataVerdict("spinner_thread", "todo", finding=todo, checks=DRAWN.checks)

    assert next_step(kata) == "make frames pass, in exercises/spinner_thread.py:2."
    assert "FAIL  spinner_thread: frames" in focus(kata)
    assert next_step(KataVerdict("spinner_thread", "todo", finding=todo)).startswith("go on in")
    assert next_step(KataVerdict("spinner_thread", "todo", finding=todo, checks=DRAWN.checks[2:])).startswith("go on")


def test_bonus_in_focus_when_all_is_done() -> None:
    """A bonus is told whole only where nothing else is left to do."""
    done = one("passed", CHECKS[0], CheckResult("wide", "Wide.", "failed", bonus=True, finding=FINDING))

    assert focus(done).startswith("FAIL  spinner_thread: wide")
    assert "FAIL  spinner_thread: wide" not in focus(done, KataVerdict("spinner_asyncio", "todo"))


def test_progress() -> None:
    """The end says how many katas are done, and shows how far each has come, a symbol for each required check."""
    report = plain(one("passed", CHECKS[0], CHECKS[0]), FAILED, encoding="ascii")

    assert "\nSummary: 1 of 2 done  seed 4711" in report
    assert "PASSED    2 of 2 points  [##]\n" in report
    assert "FAILED    1 of 3 points  [#x.]  first: cleanup\n" in report


# -- In Korean --


@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "ascii"])
@pytest.mark.parametrize("width", [40, 80, 110])
def test_korean_keeps_to_the_width(width: int, encoding: str) -> None:
    """Characters of two columns don't widen the report, and a terminal that has none of them gets English."""
    look = Look(language("ko"), width=width, encoding=encoding, everything=True)
    lines = [line for line in render(verdict(DRAWN), look).split("\n") if " nox -s " not in line]

    assert width >= max(cell_len(line) for line in lines)
    assert all(line == line.encode(encoding).decode(encoding) for line in lines)
    assert (encoding == "ascii") == ("expected" in "".join(lines))


def test_korean() -> None:
    """A learner reads Korean, in columns; names of katas and checks stay, even where a word is ours, too."""
    joined = CheckResult("joined", "When supervisor returns.", "failed", finding=BROKEN_LINE)
    report = render(verdict(one("failed", joined), one("missing")), Look(language("ko")))
    labels = re.findall(r"^  (\S+) {2,}(?=\S)", focus(one("failed", joined), language=language("ko")), re.MULTILINE)

    assert report.startswith("spinner_thread  실패  ")
    assert re.search(r"^  실패 +joined  When supervisor returns.$", report, re.MULTILINE)
    assert "시드 4711" in report
    assert {"기대", "실제", "위치", "이유"} <= set(labels)
