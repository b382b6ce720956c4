"""`course`: each proof holds for a kata that was laid out, and finds what somebody spoils in it."""

import shutil
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random

import pytest
from runs import ATTEMPTS, ROOT
from test_laying_out import empty_repository

from grader import hinting
from grader.cli import main
from grader.language import ENGLISH
from grader.laying_out import lay_out, layout
from grader.proving import attempts, files, stubs, texts
from grader.proving.pool import Outcome, Task, graded
from grader.proving.progress import counted
from grader.repository import Repository
from grader.words import Message

NUMBERS = count(1)
Spoil = Callable[[Repository, str], object]


@pytest.fixture
def kata() -> Iterator[str]:
    """Return a name that no other test has: what is imported by a name stays imported."""
    name = f"ticker_{next(NUMBERS)}"
    yield name
    sys.modules.pop(f"{name}_hints", None)


@pytest.fixture
def repository(kata: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    """Return a repository with a kata that was just laid out, and no other."""
    bare = empty_repository(tmp_path)
    lay_out(layout(bare, kata))
    monkeypatch.setattr(hinting, "CHECKS", bare.checks)
    before = list(sys.path)
    yield Repository(tmp_path, (kata,))
    sys.path[:] = before


def problems(repository: Repository) -> list[Message]:
    """Return all that is found by reading."""
    katas = repository.katas
    found = list(files.missing(repository, katas))
    return found or [
        *files.strays(repository),
        *stubs.mirrors(repository, katas),
        *stubs.marked(repository, katas),
        *stubs.same_names(repository, katas),
        *texts.promised(repository, katas),
        *texts.hinted(repository, katas),
        *texts.in_the_lesson(repository, katas),
        *attempts.labels(repository, katas),
    ]


def replaced(path: Path, old: str, new: str) -> None:
    """Replace a piece of a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_holds(repository: Repository) -> None:
    """Of a kata that was just laid out nothing is wrong."""
    assert problems(repository) == []


@pytest.mark.parametrize(
    "spoil, found",
    [
        # What is there, and what isn't
        (lambda r, k: (r.solutions / f"{k}.py").unlink(), "solutions/KATA.py is missing"),
        (lambda r, k: (r.checks / f"{k}_hints.py").unlink(), "tests/katas/KATA_hints.py is missing"),
        (lambda r, k: shutil.rmtree(r.attempts / k / "right"), "tests/attempts/KATA/right has no attempt"),
        (lambda r, k: (r.checks / f"test_{k}.py").write_text("("), "can't be read by Python ('(' was never closed"),
        (lambda r, _: (r.exercises / "spinner_tread.py").touch(), "exercises/spinner_tread.py belongs to no kata"),
        (lambda r, k: (r.solutions / f"{k}.py.orig").touch(), "solutions/KATA.py.orig belongs to no kata"),
        (lambda r, _: (r.checks / "tiking.py").touch(), "tests/katas/tiking.py belongs to no kata"),
        (lambda r, k: (r.attempts / k / "x.py").touch(), "tests/attempts/KATA/x.py belongs to no kata"),
        (lambda r, k: (r.attempts / k / "right" / "x.txt").touch(), "attempts/KATA/right/x.txt belongs to no kata"),
        (lambda r, _: (r.solutions / "gone.py").symlink_to("nowhere"), "solutions/gone.py belongs to no kata"),
        (lambda r, k: (r.stubs / k).touch(), "src/grader/stubs/KATA belongs to no kata"),
        # Stubs
        (lambda r, k: replaced(r.exercises / f"{k}.py", "Kata", "kata"), "isn't its copy src/grader/stubs/en/KATA.py"),
        (lambda r, k: replaced(r.stubs / "ko" / f"{k}.py", "start: int", "x: int"), "ko/KATA.py has other code than"),
        (lambda r, k: replaced(r.stubs / "ko" / f"{k}.py", "# TODO", "# todo"), "ko/KATA.py hasn't its TODOs where"),
        (
            lambda r, k: replaced(r.stubs / "ko" / f"{k}.py", "(result)", ""),
            "ko/KATA.py doesn't say what exercises/KATA",
        ),
        (
            lambda r, k: shutil.copy(r.exercises / f"{k}.py", r.stubs / "ko"),
            "ko/KATA.py is in English still: tran",
        ),
        (
            lambda r, k: replaced(r.exercises / f"{k}.py", "# TODO: ", "# "),
            "countdown in exercises/KATA.py has no line",
        ),
        (
            lambda r, k: replaced(r.exercises / f"{k}.py", "    raise Not", "    return Not"),
            "KATA.py has nothing to write",
        ),
        (lambda r, k: replaced(r.solutions / f"{k}.py", "def countdown", "def count"), "KATA.py has no countdown"),
        (lambda r, k: replaced(r.solutions / f"{k}.py", "async def", "def"), "`def countdown(start)`, and in the"),
        (
            lambda r, k: replaced(r.solutions / f"{k}.py", "start: int", "first: int"),
            "(first)`, and in the stub `async def countdown(start)`: make",
        ),
        # Texts
        (
            lambda r, k: replaced(r.checks / f"test_{k}.py", 'rests_on=("numbers",)', 'rests_on=("number",)'),
            "yields in tests/katas/test_KATA.py rests on number, and no check above",
        ),
        (lambda r, _: r.lesson("ko").write_bytes(b"\xff"), 'README.ko.md has no place <a id="KATA-yields">'),
        (
            lambda r, k: replaced(r.checks / f"test_{k}.py", '"""1 s', '""""""  # 1 s'),
            "result in tests/katas/test_KATA",
        ),
        (
            lambda r, k: replaced(r.checks / f"{k}_hints.py", '"yields"', '"yield"'),
            "hasn't three different hints on yiel",
        ),
        (
            lambda r, k: replaced(r.checks / f"{k}_hints.py", '"yields"', '"yield"'),
            "has hints on yield, and there is no",
        ),
        (
            lambda r, k: replaced(r.checks / f"{k}_hints.py", "HINTS:", "x: y; HINTS:"),
            "(NameError: name 'y' is not def",
        ),
        (lambda r, k: replaced(r.lesson("ko"), f"{k}-yields", "x"), 'README.ko.md has no place <a id="KATA-yields">'),
        # Labels
        (lambda r, k: replaced(next(r.attempts.glob(f"{k}/wrong/r*")), "# WRONG", "# wrong"), "first line is no label"),
        (
            lambda r, k: replaced(next(r.attempts.glob(f"{k}/wrong/r*")), "=result", "=x"),
            "names x, and there is no such",
        ),
        (lambda r, k: next(r.attempts.glob(f"{k}/wrong/r*")).unlink(), "wrong has no attempt with first=result"),
        (
            lambda r, k: next(r.attempts.glob(f"{k}/wrong/r*")).rename(r.attempts / k / "right" / "x.py"),
            "attempts/KATA/right/x.py says one thing by its folder and another by its label",
        ),
    ],
)
def test_found(spoil: Spoil, found: str, repository: Repository, kata: str) -> None:
    """What somebody spoils is found, with the path and what to do."""
    spoil(repository, kata)
    told = "\n".join(problems(repository))

    assert found.replace("KATA", kata) in told


def test_named_twice(repository: Repository, kata: str) -> None:
    """A kata that a merge put into the list once more is told, for its every attempt would be refused."""
    (told,) = files.missing(Repository(repository.root, (kata, kata)), ())
    assert told == f"src/grader/katas.txt names {kata} more than once: leave one"


def test_not_stray(repository: Repository) -> None:
    """What git ignores, too, is no stray: caches, and what `reset` keeps; nor is a helper that a helper imports."""
    (repository.checks / "__pycache__").mkdir()
    (repository.checks / "__pycache__" / "x.pyc").touch()
    (repository.exercises / "spinner_thread.old-1.py").touch()
    (repository.checks / "near.py").write_text("from far import x\n")
    (repository.checks / "far.py").write_text("x = 1\n")
    hints = repository.checks / f"{repository.katas[0]}_hints.py"
    hints.write_text(hints.read_text("utf-8") + "\n\ndef late() -> None:\n    import near\n", "utf-8")

    assert list(files.strays(repository)) == []


def test_translations(repository: Repository, kata: str) -> None:
    """A sentence that no catalogue knows is told with its place and its language."""
    replaced(repository.checks / f"{kata}_hints.py", "What can other tasks do", "What could other tasks do")
    told = [each for each in texts.translated(repository, (kata,)) if "What could" in each]

    assert len(told) == 1
    assert told[0].startswith(f"tests/katas/{kata}_hints.py:14, ko: not translated: ")


def test_no_catalogue(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue that was never compiled is told, and ends nothing."""

    def gone(code: str) -> None:
        raise FileNotFoundError(code)

    monkeypatch.setattr(texts, "translator", gone)
    (told,) = texts.translated(repository, repository.katas)
    assert told == "ko: there is no catalogue that could be read: make it by nox -s translate"


# --- what must have come of grading -----------------------------------------------------------------------------------

PASSED = Outcome("passed", (("numbers", "passed"), ("extra", "passed")), frozenset({"extra"}))
MISSED = Outcome("passed", (("numbers", "passed"), ("extra", "failed")), frozenset({"extra"}))
FAILED = Outcome("failed", (("numbers", "failed"), ("extra", "blocked")), frozenset({"extra"}), "nothing", 3)
BROKEN = Outcome("broken", (("numbers", "blocked"),), seen="NameError: x, line 3", line=3)
TODO = Outcome("todo", (("numbers", "blocked"),))
NOT_GRADED = Outcome(error="test_x.py: NameError: name 'x' is not defined")


def test_outcome() -> None:
    """What is named first is a required check, a status, or nothing."""
    assert [each.first for each in (PASSED, MISSED, FAILED, TODO)] == [None, None, "numbers", "todo"]
    assert (MISSED.failed(bonus=True), MISSED.failed(bonus=False)) == (["extra"], [])


def test_stubs_to_do(repository: Repository, kata: str) -> None:
    """A stub must be to do, and in each language alike."""
    tasks = attempts.stubs(repository, [kata])
    english, korean = tasks
    other = Outcome("todo", (("numbers", "passed"),))

    assert list(tasks.values()) == ["en", "ko"]
    assert list(attempts.to_do(repository, tasks, {english: TODO, korean: TODO})) == []
    told, _ = attempts.to_do(repository, tasks, {english: FAILED, korean: TODO})
    assert told.startswith(f"exercises/{kata}.py is failed, not todo: nothing, line 3; leave to learners")
    assert told.endswith(f": nox -s check -- exercises/{kata}.py --kata {kata} --seed 1")
    (told,) = attempts.to_do(repository, tasks, {english: TODO, korean: other})
    assert "other statuses" in told


def test_references_pass(repository: Repository, kata: str) -> None:
    """A reference must pass, and no bonus may be missing."""
    tasks = attempts.references(repository, [kata])

    def told(came: Outcome) -> list[Message]:
        return list(attempts.all_pass(repository, tasks, {tasks[0]: came}))

    assert told(PASSED) == []
    assert told(MISSED) == [f"solutions/{kata}.py passes, but not extra: mend it"]
    end = f"; mend it, or the check: nox -s check -- solutions/{kata}.py --kata {kata} --seed 1"
    assert told(FAILED) == [f"solutions/{kata}.py is failed, not passed: numbers: nothing, line 3{end}"]
    assert told(BROKEN) == [f"solutions/{kata}.py is broken, not passed: NameError: x, line 3{end}"]
    end = f"; mend that: nox -s check -- solutions/{kata}.py --kata {kata} --seed 1"
    assert told(NOT_GRADED) == [f"solutions/{kata}.py can't be graded: {NOT_GRADED.error}{end}"]


def test_attempts_as_labelled(repository: Repository, kata: str) -> None:
    """An attempt must come to what its label says first, and what must fail beside that must fail."""
    tasks = attempts.collection(repository, [kata], None)
    task = next(task for task, label in tasks.items() if label.first == "numbers")
    one = {task: tasks[task]}
    repeat = f"nox -s check -- tests/attempts/{kata}/wrong/counts_to_zero.py --kata {kata} --seed {task.seed}"

    assert list(attempts.as_labelled(repository, one, {task: FAILED})) == []
    for came in (PASSED, TODO, NOT_GRADED):
        (told,) = attempts.as_labelled(repository, one, {task: came})
        assert told.endswith(repeat)
        assert ("can't be graded: " in told) is (came is NOT_GRADED)
    replaced(task.path, "first=numbers", "first=numbers also=extra")
    stricter = {task: attempts.collection(repository, [kata], None)[task]}
    (told,) = attempts.as_labelled(repository, stricter, {task: FAILED})
    assert "the label says also=extra, and nothing like that failed; mend one of the two: nox -s" in told


def test_bonus_is_missed(repository: Repository, kata: str) -> None:
    """A bonus check that every attempt passes is told."""
    replaced(repository.checks / f"test_{kata}.py", '@check(rests_on=("numbers",))', "@check(bonus=True)")
    tasks = attempts.collection(repository, [kata], None)
    missed = Outcome("passed", (("yields", "failed"),), frozenset({"yields"}))

    (told,) = attempts.bonus_missed(repository, tasks, dict.fromkeys(tasks, PASSED))
    assert "misses the bonus yields" in told
    assert [*attempts.bonus_missed(repository, tasks, dict.fromkeys(tasks, missed))] == []


def test_sample() -> None:
    """A sample has an attempt for each cause and a few right ones, the same ones for the same seed."""
    repository = Repository()
    first, again, other, everything = (
        attempts.collection(repository, repository.katas, sample) for sample in (Random(1), Random(1), Random(2), None)
    )
    causes = {(label.kata, label.first) for label in everything.values()}

    assert {(label.kata, label.first) for label in first.values()} == causes
    assert list(first) == list(again) != list(other)
    assert len(first) == len(causes) + (attempts.RIGHT - 1) * len(repository.katas)


# --- grading, and the command -----------------------------------------------------------------------------------------


def test_graded() -> None:
    """Files are graded in processes of their own; what can't be read is told, and ends nothing."""
    wrong = Task("spinner_thread", ATTEMPTS / "spinner_thread" / "wrong" / "no_flush.py")
    gone = Task("spinner_thread", ROOT / "nowhere" / "spinner_thread.py")
    came = dict(graded([wrong, gone], 1))

    assert (came[wrong].status, came[wrong].first) == ("failed", "visible")
    assert "no such file" in came[gone].error


def test_progress(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal a line is said for each tenth, and none at all where there are few."""
    assert list(counted(range(40), 40, ENGLISH, None)) == list(range(40))
    lines = capsys.readouterr().err.splitlines()
    assert list(counted(range(9), 9, ENGLISH, None)) == list(range(9))

    assert (len(lines), lines[-1]) == (10, "grader: 40 of 40 are graded, about 0 s left")
    assert capsys.readouterr().err == ""


def test_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """What can't be proved is wrong usage."""
    assert main(["course", "--kata", "nobody"]) == 2
    assert "there is no kata 'nobody'" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["course", "--jobs", "0"])
    assert "isn't a whole number from 1 to 61" in capsys.readouterr().err


def test_stops_at_what_is_missing(
    repository: Repository, kata: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a file is missing, or a label is none, nothing that needs it is tried, and the exit code says so."""
    monkeypatch.setattr("grader.commands.course.here", lambda: repository)
    label = next(repository.attempts.glob("*/wrong/r*"))
    label.write_text("x = 1\n", "utf-8")

    assert main(["course"]) == 1
    assert capsys.readouterr().out.endswith("No attempt was graded: mend the labels first.\n")
    (repository.solutions / f"{kata}.py").unlink()
    assert main(["course"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"FAIL  every kata has all its files: {kata}"
    assert lines[-2:] == ["1 of 1 proofs failed.", "The other proofs need these files: mend that first."]
