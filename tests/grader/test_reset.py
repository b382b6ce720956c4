"""A stub is put back, and not a byte of what was there is lost, whatever stands in the way."""

import itertools
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from runs import SPINNERS

import grader.resetting
from grader.attempt import KATAS, read_attempt
from grader.cli import main
from grader.language import LANGUAGES
from grader.resetting import Reset, reset, stub
from grader.settings import UsageError

ROOT = Path(__file__).parents[2]
MINE = b"# three evenings of work, \xff and odd bytes\r\n"
STUB = b"# TODO\nraise NotImplementedError\n"


class KilledError(BaseException):
    """The process ends here."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of an attempt that a learner has worked on."""
    path = tmp_path / "spinner_thread.py"
    path.write_bytes(MINE)
    return path


def texts(folder: Path) -> list[bytes]:
    """Return what is in the files of a folder, in the order of their names."""
    return [path.read_bytes() for path in sorted(folder.iterdir())]


def refused(path: Path) -> str:
    """Return the line with which it is refused to reset a file."""
    with pytest.raises(UsageError) as error:
        reset(path, STUB)
    return str(error.value)


@pytest.mark.parametrize("kata", KATAS)
def test_stubs_are_the_exercises(kata: str) -> None:
    """What is put back in English is what the repository has in exercises; after a change there, copy it."""
    assert stub(kata, "en") == (ROOT / "exercises" / f"{kata}.py").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kata", KATAS)
def test_stub_in_every_language(kata: str, language: str) -> None:
    """Each kata has a stub in each language."""
    assert b"NotImplementedError" in stub(kata, language)


def test_old_file_is_kept(path: Path) -> None:
    """The stub takes the file's place, and the old text lies beside it, byte for byte."""
    kept = path.with_name("spinner_thread.old-1.py")

    assert reset(path, STUB) == Reset(path, kept=kept)
    assert (path.read_bytes(), kept.read_bytes()) == (STUB, MINE)
    assert len(texts(path.parent)) == 2


def test_nothing_kept_is_overwritten(path: Path) -> None:
    """Each reset has a name of its own for what it keeps."""
    for number in (1, 2, 3):
        path.write_bytes(b"%d" % number)
        reset(path, STUB)

    assert texts(path.parent) == [b"1", b"2", b"3", STUB]


def test_kept_file_is_no_attempt(path: Path) -> None:
    """What is kept isn't graded with the folder."""
    reset(path, STUB)

    assert set(read_attempt(path.parent).files) == {"spinner_thread"}
    assert read_attempt(path.parent).files["spinner_thread"].data == STUB


@pytest.mark.skipif(shutil.which("git") is None or not (ROOT / ".git").exists(), reason="asks git")
@pytest.mark.parametrize("name", ["spinner_thread.old-1.py", "spinner_asyncio.old-12.py", ".spinner_thread.py.77.tmp"])
def test_kept_file_is_ignored(name: str) -> None:
    """Git takes no notice of what is kept in exercises."""
    done = subprocess.run(["git", "-C", str(ROOT), "check-ignore", f"exercises/{name}"], check=False)

    assert done.returncode == 0


@pytest.mark.parametrize("there", [STUB, STUB.replace(b"\n", b"\r\n")])
def test_same(there: bytes, path: Path) -> None:
    """Where the stub is there already nothing is done, not even where git has changed its line ends."""
    path.write_bytes(there)

    assert reset(path, STUB) == Reset(path, same=True)
    assert texts(path.parent) == [there]


def test_other_stub_is_not_kept(path: Path) -> None:
    """A stub in another language, in which nobody wrote, is just replaced."""
    path.write_bytes(b"# \xed\x95\xa0 \xec\x9d\xbc\r\n")

    assert reset(path, STUB, [b"# \xed\x95\xa0 \xec\x9d\xbc\n"]) == Reset(path)
    assert texts(path.parent) == [STUB]


def test_missing(path: Path) -> None:
    """Where there is no file the stub is put there."""
    path.unlink()

    assert reset(path, STUB) == Reset(path)
    assert texts(path.parent) == [STUB]


def test_no_folder(tmp_path: Path) -> None:
    """Where there is no folder to put it in nothing is made up."""
    assert "there is no folder" in refused(tmp_path / "no" / "spinner_thread.py")
    assert not (tmp_path / "no").exists()


@pytest.mark.parametrize("target", ["mine.py", "nowhere.py"])
def test_link(target: str, path: Path) -> None:
    """A link is left alone, and so is what it leads to, be that there or not."""
    path.rename(path.with_name("mine.py"))
    try:
        path.symlink_to(target)
    except OSError:  # Windows asks for a privilege
        pytest.skip("no symbolic links here")

    assert f"is a link to '{target}'" in refused(path)
    assert path.with_name("mine.py").read_bytes() == MINE
    assert path.is_symlink()


def test_folder(path: Path) -> None:
    """A folder of that name is left alone."""
    path.unlink()
    path.mkdir()

    assert "isn't a regular file" in refused(path)
    assert path.is_dir()


def test_write_protected(path: Path) -> None:
    """Who protected a file meant it."""
    path.chmod(0o444)

    assert "write-protected" in refused(path)
    assert texts(path.parent) == [MINE]


@pytest.mark.parametrize("step", ["read_bytes", "open", "replace"])
def test_not_allowed(step: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the system refuses, there is one clear line, and the file is as it was."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, step, refuse)

        assert "was not reset (Permission denied): mend that" in refused(path)
    assert path.read_bytes() == MINE


@pytest.mark.skipif(os.name != "posix", reason="Windows has other modes")
def test_mode_stays(path: Path) -> None:
    """Stub and old file have the mode that the file had."""
    path.chmod(0o600)
    done = reset(path, STUB)

    assert done.kept
    assert [each.stat().st_mode & 0o777 for each in (path, done.kept)] == [0o600, 0o600]


def test_saved_meanwhile(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that an editor saves just now is left alone."""
    keep = grader.resetting._keep

    def save_then(path: Path, old: bytes, mode: int) -> Path:
        path.write_bytes(b"newer")
        return keep(path, old, mode)

    monkeypatch.setattr(grader.resetting, "_keep", save_then)

    assert "was changed just now" in refused(path)
    assert path.read_bytes() == b"newer"


def kill_at(monkeypatch: pytest.MonkeyPatch, last: int) -> None:
    """Let the process be killed at its step number ``last`` that touches the disk: nothing after that is done."""
    number = itertools.count(1)

    def watched(function: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **options: object) -> object:
            if next(number) >= last:
                raise KilledError
            return function(*arguments, **options)

        return step

    monkeypatch.setattr(os, "fsync", watched(os.fsync))
    for name in ("open", "chmod", "replace", "unlink", "lstat"):
        monkeypatch.setattr(Path, name, watched(getattr(Path, name)))


@pytest.mark.parametrize("last", range(1, 20))
def test_killed_at_any_step(last: int, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the process is killed the learner's text is whole in some file, and the next reset works."""
    with monkeypatch.context() as patch:
        kill_at(patch, last)
        try:
            reset(path, STUB)
        except KilledError:
            assert last < 19  # so all steps were tried
    assert MINE in texts(path.parent)
    assert path.read_bytes() in (MINE, STUB)
    path.write_bytes(b"once more")

    assert reset(path, STUB).kept
    assert {b"once more", STUB} < {*texts(path.parent), MINE}


def test_full_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing more can be written half a copy isn't left behind."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    assert "No space left on device" in refused(path)
    assert texts(path.parent) == [MINE]


def command(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command; return its exit code, and what it said on both streams."""
    code = main(["reset", *arguments])
    return code, *capsys.readouterr()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, only_spinners: None) -> Path:  # noqa: ARG001 - asked for
    """Work in a folder with both attempts in `exercises`, in English."""
    monkeypatch.chdir(tmp_path)
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "exercises").mkdir()
    for kata in SPINNERS:
        (tmp_path / "exercises" / f"{kata}.py").write_bytes(MINE)
    return tmp_path / "exercises"


def test_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says where the old file is and how to have it back, and leaves the other kata alone."""
    path = Path("exercises", "spinner_thread.py")
    kept = Path("exercises", "spinner_thread.old-1.py")

    assert command(capsys, "spinner_thread") == (
        0,
        f"{path} is the stub now; what was there is in {kept}\nto have it back, rename it: {kept} to {path}\n",
        "",
    )
    assert command(capsys, "spinner_thread") == (0, f"{path} is the stub already: nothing was changed\n", "")
    assert (folder / "spinner_thread.py").read_bytes() == stub("spinner_thread", "en")
    assert (folder / "spinner_asyncio.py").read_bytes() == MINE


def test_all(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --all, and only with it, both are put back without being named."""
    (folder / "spinner_asyncio.py").unlink()
    code, out, _ = command(capsys, "--all", "--path", str(folder))

    assert code == 0
    assert out.splitlines()[-1] == f"{folder / 'spinner_asyncio.py'} is the stub now"
    assert [(folder / f"{kata}.py").read_bytes() for kata in SPINNERS] == [stub(kata, "en") for kata in SPINNERS]


@pytest.mark.parametrize(
    "expected, arguments",
    [
        ("which kata is to begin anew? Give one of spinner_thread, spinner_asyncio, or --all for each", []),
        ("there is no kata 'spiner': give one of spinner_thread, spinner_asyncio", ["spinner_thread", "spiner"]),
    ],
)
def test_wrong_usage(expected: str, arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is ever reset by accident."""
    assert command(capsys, *arguments) == (2, "", f"grader: {expected}\n")
    assert texts(folder) == [MINE, MINE]


def test_language_of_the_stub(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --lang ko the task's text is Korean; back in English, nothing is kept of a stub nobody wrote in."""
    pristine = folder / "spinner_thread.py"
    pristine.write_bytes(stub("spinner_thread", "en"))
    reset(pristine, stub("spinner_thread", "ko"), [stub("spinner_thread", "en")])

    assert pristine.read_bytes() == stub("spinner_thread", "ko")
    assert command(capsys, "spinner_thread", "--lang", "en")[0] == 0
    assert pristine.read_bytes() == stub("spinner_thread", "en")
    assert len(texts(folder)) == 2


def test_hostile_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path can't steer the terminal on which it is shown."""
    folder = tmp_path / "\x1b[2J"
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("no such name here")
    _, out, _ = command(capsys, "spinner_thread", "--path", str(folder))

    assert "\\x1b[2J" in out
    assert "\x1b" not in out
