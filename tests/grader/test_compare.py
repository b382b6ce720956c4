"""`compare` answers with one report or one line, and with an exit code that can be relied on."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from comparing import ASYNC, SEED, THREAD, Done, run
from pages import read
from runs import ROOT

from grader.commands import compare
from grader.comparing import between

LESSON, ERASING = THREAD / "right" / "lesson.py", THREAD / "wrong" / "erase_inside_loop.py"
SOLUTION = ROOT / "solutions" / "spinner_thread.py"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Work in an empty folder, in an environment that says nothing about terminals."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM", "PYTEST_DISABLE_PLUGIN_AUTOLOAD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def differing(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """Compare a wrong attempt with the solution, as a page in a file."""
    page = tmp_path_factory.mktemp("page") / "compared.html"
    done = run(ERASING, "--kata", "spinner_thread", "--seed", SEED, "--format", "html", "--output", page)
    return Done(done.code, page.read_text("utf-8"), done.errors)


def usage(*arguments: str | Path) -> str:
    """Return the one line that wrong usage is answered with."""
    done = run(*arguments)
    assert (done.code, done.text, done.errors.count("\n")) == (2, "", 1)
    return done.errors


def test_alike() -> None:
    """Two right programs are alike, whatever their technique: exit code 0."""
    done = run(LESSON, "--kata", "spinner_thread", "--with", SOLUTION, "--seed", SEED)

    assert (done.code, done.errors) == (0, "")
    assert done.text.startswith("spinner_thread  ALIKE  nothing that matters differs; scenarios: 19\n")
    assert "\n\nNothing that matters differs.  seed 7, Python" in done.text
    assert f"again     nox -s compare -- {LESSON} --with {SOLUTION} --kata spinner_thread --seed 7\n" in done.text


def test_page(differing: Done) -> None:
    """A wrong one differs: exit code 1, and the page that was asked for is in the file, whole and well formed."""
    page = read(differing.text)
    (figure, *_) = [attributes for tag, attributes in page.tags if tag == "figure"]
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]

    assert differing.code == 1
    assert differing.errors.startswith("grader: Something that matters differs. The comparison is in '")
    assert "0 s: parted here" in page.text
    assert figure["id"] == "k0-s1-picture"
    assert len(ids) == len(set(ids))


def test_missing_counts_for_nothing(folder: Path) -> None:
    """A kata that isn't there on both sides is said to be missing, and doesn't count."""
    shutil.copy(SOLUTION, folder)
    done = run(folder, "--seed", SEED)

    assert done.code == 0
    assert "spinner_asyncio  MISSING  there is no such file, so it doesn't count\n" in done.text


def test_broken(folder: Path) -> None:
    """What can't be imported gives no comparison: exit code 1, with the words of a check."""
    (folder / "spinner_thread.py").write_text("def spin(:\n")
    done = run(folder / "spinner_thread.py", "--seed", SEED)

    assert done.code == 1
    assert done.text.startswith(
        "spinner_thread  BROKEN  this program can't be played\n    expected  a file that can be"
    )
    assert "Python cannot read this line" in done.words


def test_nothing_in_common() -> None:
    """Two attempts at different katas can't be compared: wrong usage."""
    assert "holds the kata spinner_thread, not spinner_asyncio" in usage(
        ASYNC / "right" / "lesson.py", "--kata", "spinner_asyncio", "--with", SOLUTION
    )


def test_nothing_on_both_sides(folder: Path) -> None:
    """Two folders of which each holds another kata have nothing in common, either."""
    for name in ("one/spinner_thread.py", "other/spinner_asyncio.py"):
        (folder / name).parent.mkdir()
        (folder / name).touch()

    assert usage("one", "--with", "other") == (
        "grader: nothing to compare: none of spinner_thread, spinner_asyncio is there on both sides; "
        "name two files of the same kata, or two folders that both hold one\n"
    )


def test_no_such_attempt() -> None:
    """A path that isn't there is named, whichever of the two it is."""
    assert "no such file or folder: 'nowhere'" in usage("nowhere")
    assert "no such file or folder: 'nowhere'" in usage(SOLUTION, "--with", "nowhere")


def test_output_is_an_attempt(folder: Path) -> None:
    """Neither of the two is overwritten by the report."""
    names = ("one.py", "other.py")
    for name in names:
        shutil.copy(SOLUTION, folder / name)

    for name in names:
        given = ("one.py", "--kata", "spinner_thread", "--with", "other.py", "--output", name)
        assert "it is the attempt itself; name another file" in usage(*given)


def test_without_solutions(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a course as learners get it there is nothing to compare with, unless another attempt is named."""
    monkeypatch.setattr(compare, "SOLUTIONS", folder / "solutions")

    assert usage(SOLUTION) == (
        "grader: there is no solution here to compare with: name another attempt by --with, a folder or one file\n"
    )
    done = run(LESSON, "--kata", "spinner_thread", "--with", ERASING, "--seed", SEED)
    assert done.code == 1
    assert "the other one" in done.text


def test_fault_of_the_grader(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong in the grader itself is no difference: exit code 3."""

    def fail(*_: object) -> None:
        raise RuntimeError("no such scenario")

    monkeypatch.setattr(between, "load", fail)
    done = run(SOLUTION, "--seed", SEED)

    assert (done.code, done.text) == (3, "")
    assert done.errors.endswith(
        "the grader itself failed: RuntimeError: no such scenario; this is not your program's fault\n"
    )
