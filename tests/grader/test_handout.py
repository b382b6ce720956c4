"""What learners get: a course in which all their commands work, and in which no solution is to be found."""

import json
import os
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from runs import ATTEMPTS, ROOT

from grader import handing_out
from grader.attempt import KATAS
from grader.classroom.submissions import entries, read_submission
from grader.cli import main
from grader.handing_out import CUTS, hand_out, handed_out
from grader.language import LANGUAGES
from grader.resetting import stub
from grader.settings import UsageError

THREAD, ASYNCIO = KATAS[:2]
WRONG = ATTEMPTS / THREAD / "wrong" / "erase_inside_loop.py"
RIGHT = ROOT / "solutions" / f"{ASYNCIO}.py"
# What any program in Python may hold.
BOILERPLATE = re.compile(r"(import \w+|@property|def __init__\(self\) -> None:|\w+:|\W*)")


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    """Return what is handed out."""
    return handed_out("en")


@pytest.fixture(scope="module")
def course(files: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the course."""
    folder = tmp_path_factory.mktemp("class") / "course"
    hand_out(folder, files)
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the grader that lies in a folder, there, in English."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    command = [sys.executable, "-m", "grader", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def report(folder: Path, *arguments: str) -> dict[str, object]:
    """Return the JSON report of a check there, without its time."""
    done = run(folder, "check", *arguments, "--format", "json", "--seed", "1")
    assert done.returncode in (0, 1), done.stderr
    return without_time(done.stdout)


def without_time(text: str) -> dict[str, object]:
    """Return a JSON report as data, without the time that it took."""
    found: dict[str, object] = json.loads(text)
    del found["seconds"]
    return found


# -- What is in it


def test_nothing_of_the_maintainers(files: Mapping[str, bytes]) -> None:
    """No solution, no collection of attempts, no test of the grader, no benchmark is handed out."""
    top = {path.split("/")[0] for path in files}

    assert top - {"course.toml"} == {
        ".editorconfig", ".gitattributes", ".gitignore", ".vscode", "LICENSE", "README.ko.md", "README.md",
        "exercises", "noxfile.py", "pyproject.toml", "src", "tests",
    }  # fmt: skip
    assert not any("templates/kata" in path for path in files)
    assert {path for path in files if path.startswith("tests/")} == {
        f"tests/katas/{path.name}" for path in (ROOT / "tests" / "katas").glob("*.py")
    }
    assert {path for path in files if path.startswith("exercises/")} == {
        f"exercises/{name}" for name in ("README.md", "README.ko.md", *(f"{kata}.py" for kata in KATAS))
    }


def substance(text: str) -> Iterator[str]:
    """Yield the lines that are somebody's own work."""
    for line in text.splitlines():
        stripped = line.strip()
        if len(stripped) >= 8 and not BOILERPLATE.fullmatch(stripped):
            yield stripped


def test_no_solution_leaks(files: Mapping[str, bytes]) -> None:
    """No line of a solution is anywhere in it, but for those that lesson, stubs and hints tell everybody."""
    texts = {path: data.decode("utf-8", "replace") for path, data in files.items()}
    told = "\n".join(
        text
        for path, text in texts.items()
        if path.startswith("exercises/") or "/stubs/" in path or path.endswith("_hints.py")
    )
    lines = {line for kata in KATAS for line in substance((ROOT / "solutions" / f"{kata}.py").read_text("utf-8"))}
    secret = {line for line in lines if line not in told}

    assert len(secret) > 30
    assert {(path, line) for path, text in texts.items() for line in secret if line in text} == set()


def pages(files: Mapping[str, bytes]) -> list[str]:
    """Return the paths of the pages that learners read."""
    return [path for path in files if path.endswith(".md") and not path.startswith("src/")]


def test_nobody_is_sent_to_a_solution(files: Mapping[str, bytes]) -> None:
    """What learners read and run names no solution; each cut is still there to be made."""
    for path, cuts in CUTS.items():
        assert [(ROOT / path).read_text("utf-8").count(before) for before, _ in cuts] == [1] * len(cuts)
    read = [*pages(files), *(path for path in files if path.startswith(".vscode/"))]

    assert len(read) == 6
    for path in read:
        text = files[path].decode("utf-8")
        assert "solutions" not in text, path
        assert "--solution" not in text, path
        assert "모범 답안" not in text, path


def test_links(files: Mapping[str, bytes]) -> None:
    """No page links to what isn't there, in any of its forms."""
    for path in pages(files):
        for target in re.findall(r"\]\(([^)#]+)", files[path].decode("utf-8")):
            if "://" not in target:
                assert posixpath.normpath(f"{posixpath.dirname(path)}/{target}".lstrip("/")) in files, (path, target)


def test_commands_of_the_readme(files: Mapping[str, bytes]) -> None:
    """The README names commands that there are, in English as in Korean."""
    named = [
        [line.split()[0] for line in re.findall(r"nox -s ([a-z]+[^`]*)", files[path].decode("utf-8"))]
        for path in ("README.md", "README.ko.md")
    ]

    assert {"check", "watch", "hint", "play", "reset", "compare"} == set(named[0]) == set(named[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_stubs(language: str) -> None:
    """The stubs are new, in the language that was asked for, whatever somebody wrote into exercises."""
    files = handed_out(language)

    assert [files[f"exercises/{kata}.py"] for kata in KATAS] == [stub(kata, language) for kata in KATAS]


def test_same_from_anywhere(course: Path, files: Mapping[str, bytes], tmp_path: Path) -> None:
    """What lies about is not handed out: a course that was used and is handed on is the same as before."""
    used = tmp_path / "used"
    shutil.copytree(course, used)
    for name in (
        "solutions/x.py", "src/grader/__pycache__/x.pyc", "src/grader/x.pyc", "src/grader/.x.py.swp", ".nox/check/x",
        "tests/katas/.hypothesis/x", "tests/katas/__pycache__/y.py", "notes.txt", "exercises/spinner_thread.old-1.py",
        "tests/katas/spinner_thread.py~", "tests/katas/draft.py", "src/grader/draft.py.orig", "src/grader/x.py.rej",
    ):  # fmt: skip
        path = used / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(RIGHT.read_bytes())
    (used / "exercises" / "spinner_thread.py").write_bytes(b"mine")

    assert handed_out("en", used) == files
    assert handed_out("ko", used).keys() == files.keys()


def test_course_file(course: Path, tmp_path: Path) -> None:
    """The course's terms are handed out, for a learner's points are counted by them, too."""
    own = tmp_path / "own"
    shutil.copytree(course, own)
    (own / "course.toml").write_bytes(b"weights.spinner_thread = 2")

    assert handed_out("en", own)["course.toml"] == b"weights.spinner_thread = 2"


@pytest.mark.parametrize("part", [slice(None), slice(None, None, 2), slice(30, None)])
def test_draft_of_a_solution(part: slice, course: Path, tmp_path: Path) -> None:
    """A module among the grader's that holds much of a solution is refused by name, for nobody can want that."""
    own = tmp_path / "own"
    shutil.copytree(course, own)
    shutil.copytree(ROOT / "solutions", own / "solutions")
    text = RIGHT.read_text("utf-8").splitlines(keepends=True)
    (own / "src" / "grader" / "draft.py").write_text("".join(text[part]), encoding="utf-8")

    with pytest.raises(UsageError, match=rf"^src/grader/draft\.py holds much of solutions/{ASYNCIO}\.py: move it"):
        handed_out("en", own)


def test_check_that_cannot_be_read(course: Path, tmp_path: Path) -> None:
    """What a broken check imports nobody can tell."""
    own = tmp_path / "own"
    shutil.copytree(course, own)
    (own / "tests" / "katas" / f"test_{THREAD}.py").write_text("def", encoding="utf-8")

    with pytest.raises(UsageError, match=rf"^tests/katas/test_{THREAD}\.py can't be read by Python .*: mend it"):
        handed_out("en", own)


def test_missing_file(tmp_path: Path) -> None:
    """A repository that lacks something is told what."""
    with pytest.raises(UsageError, match="belongs to the course: put it back"):
        handed_out("en", tmp_path)


# -- Where it goes


def test_folder_that_is_not_empty(tmp_path: Path, files: Mapping[str, bytes]) -> None:
    """Nothing is ever overwritten; a clone of an empty repository counts as empty."""
    (tmp_path / ".git").mkdir()
    hand_out(tmp_path, {"a/b": b"x"})
    with pytest.raises(
        UsageError, match=r"isn't empty \('a' is in it\), and nothing is overwritten: name a new folder"
    ):
        hand_out(tmp_path, files)

    assert sorted(path.name for path in tmp_path.iterdir()) == [".git", "a"]
    assert (tmp_path / "a" / "b").read_bytes() == b"x"


def test_no_folder_can_be_there(tmp_path: Path) -> None:
    """Where nothing can be written, the system's reason is passed on."""
    (tmp_path / "file").touch()
    for folder in ("file", "file/course"):
        with pytest.raises(UsageError, match=r"can't be the course's folder \(.*\): name another one"):
            hand_out(tmp_path / folder, {"a": b""})
    with pytest.raises(UsageError, match="what is there isn't whole; name another folder"):
        hand_out(tmp_path / "new", {"a": b"", "a/b": b""})


def test_command(
    tmp_path: Path, files: Mapping[str, bytes], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command says where the course is, and what comes next."""
    monkeypatch.setattr(handing_out, "of_the_grader", lambda _root: ())
    folder = tmp_path / "new" / "course"

    assert main(["handout", str(folder), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[0].startswith(f"the course is in {folder}: ")
    assert "nox -s grade -- SUBMISSIONS --output RESULTS" in said
    assert (folder / "README.md").read_bytes() == files["README.md"]
    assert main(["handout", str(folder)]) == 2


# -- What can be done there


@pytest.mark.long
def test_same_verdicts(course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Stubs are to do there, and a right and a wrong program get the verdicts that they get here."""
    attempt = tmp_path / "attempt"
    attempt.mkdir()
    shutil.copy(WRONG, attempt / f"{THREAD}.py")
    shutil.copy(RIGHT, attempt / f"{ASYNCIO}.py")
    katas = report(course)["katas"]
    assert isinstance(katas, list)

    assert [kata["status"] for kata in katas] == ["todo", "todo"]
    main(["check", str(attempt), "--format", "json", "--seed", "1"])
    assert report(course, str(attempt)) == without_time(capsys.readouterr().out)


@pytest.mark.parametrize("form", ["terminal", pytest.param("html", marks=pytest.mark.long)])
def test_no_column_of_the_solution(form: str, course: Path) -> None:
    """The picture is that of the learner's program alone."""
    done = run(course, "check", str(WRONG), "--kata", THREAD, "--format", form, "--seed", "1")
    shown = re.sub(r"<(script|style).*?</\1>", "", done.stdout, flags=re.DOTALL).lower()

    assert done.returncode == 1, done.stderr
    assert "your program" in shown
    assert "the solution" not in shown


@pytest.mark.parametrize("option", ["--solution", "--both"])
def test_no_solution_to_play(option: str, course: Path) -> None:
    """Who asks for the solution is told plainly that there is none."""
    done = run(course, "play", THREAD, option)

    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no solution here: this course was handed out without" in done.stderr


def test_hint_and_reset(course: Path, tmp_path: Path) -> None:
    """Hints and stubs are there."""
    own = tmp_path / "own"
    shutil.copytree(course, own)
    (own / "exercises" / f"{THREAD}.py").write_bytes(b"mine")

    assert "hint 1 of 3" in run(own, "hint", THREAD, "frames").stdout
    assert run(own, "reset", THREAD, "--lang", "ko").returncode == 0
    assert (own / "exercises" / f"{THREAD}.py").read_bytes() == stub(THREAD, "ko")


def test_sessions(course: Path) -> None:
    """`nox -l` lists what works there, and speaks of nothing else."""
    pytest.importorskip("nox", reason="nox is where `nox -s tests` runs, and may be missing elsewhere")
    command = [sys.executable, "-m", "nox", "-l"]
    done = subprocess.run(
        command, cwd=course, env={**os.environ, "NO_COLOR": "1"}, capture_output=True, encoding="utf-8", check=False
    )
    listed = [line.split(" ->")[0] for line in done.stdout.splitlines() if " -> " in line]

    assert done.returncode == 0, done.stdout
    assert listed == ["* check", "- watch", "- hint", "- play", "- reset", "- compare"]
    assert done.stdout.startswith("Grade your programs.")
    assert "solution" not in done.stdout
    assert "--both" not in done.stdout


def test_handed_in_again(course: Path, tmp_path: Path) -> None:
    """The whole folder, its exercises or a zip file of it can be handed in: the same is graded."""
    shutil.copytree(course, tmp_path / "anna")
    shutil.copytree(course / "exercises", tmp_path / "bob")
    shutil.make_archive(str(tmp_path / "carl"), "zip", course.parent)
    found = [read_submission(entry) for entry in entries(tmp_path)]

    assert [each.entry.learner for each in found] == ["anna", "bob", "carl"]
    for each in found:
        assert each.attempt, each.problem
        assert {kata: source.data for kata, source in each.attempt.files.items()} == {
            kata: stub(kata, "en") for kata in KATAS
        }
        assert each.remarks == ()


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal is needed")
def test_a_learner_s_evening(course: Path, tmp_path: Path) -> None:
    """From the first check by nox, over watch mode, to what is handed in and passes."""
    pytest.importorskip("nox", reason="nox is where `nox -s tests` runs, and may be missing elsewhere")
    from sitting import GRADER, Sitting  # noqa: PLC0415 - there are no such terminals on Windows

    own = tmp_path / "class" / "anna"
    shutil.copytree(course, own)
    (own / "course.toml").write_text("weights.spinner_thread = 2", encoding="utf-8")
    environment = {"PYTHONPATH": str(own / "src"), "NO_COLOR": "1"}
    first = subprocess.run(
        [sys.executable, "-m", "nox", "--no-venv", "-s", "check"],
        cwd=own,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "0 of 2 done" in first.stdout

    with Sitting(*GRADER, "watch", str(own / "exercises"), "--seed", "1", env=environment) as sitting:
        sitting.wait("> spinner_thread", "0/26  to do")
        shutil.copy(WRONG, own / "exercises" / f"{THREAD}.py")
        sitting.wait("6/26  failed", "FAIL  spinner_thread: frames")
        assert "the solution" not in sitting.text
        shutil.copy(RIGHT.with_name(f"{THREAD}.py"), own / "exercises" / f"{THREAD}.py")
        sitting.wait("26/26  passed")
        shutil.copy(RIGHT, own / "exercises" / f"{ASYNCIO}.py")
        sitting.wait("> spinner_asyncio", "15/15  passed")
        sitting.press("q")
        assert sitting.end() == 0

    (entry,) = entries(tmp_path / "class")
    attempt = read_submission(entry).attempt
    assert attempt
    assert attempt.files[ASYNCIO].data == RIGHT.read_bytes()
