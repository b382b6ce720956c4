"""An attempt is read once, as bytes, or there is one line that says what to do."""

import os
from pathlib import Path

import pytest
from runs import SPINNERS

from grader.attempt import MAX_BYTES, AttemptError, Source, read_attempt

pytestmark = pytest.mark.usefixtures("only_spinners")
THREAD, ASYNCIO = SPINNERS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that holds a file for each kata."""
    for kata in SPINNERS:
        (tmp_path / f"{kata}.py").write_bytes(b"# " + kata.encode())
    return tmp_path


def problem(path: str | Path, *katas: str) -> str:
    """Return the one line by which the attempt is refused."""
    with pytest.raises(AttemptError) as refused:
        read_attempt(path, katas)
    line = str(refused.value)
    assert "\n" not in line
    return line


def test_folder(folder: Path) -> None:
    """A folder gives each kata's file, as bytes and under its bare name."""
    attempt = read_attempt(folder)

    assert str(folder) == attempt.label
    assert attempt.katas == SPINNERS
    assert {kata: source.data for kata, source in attempt.files.items()} == {
        THREAD: b"# spinner_thread",
        ASYNCIO: b"# spinner_asyncio",
    }
    assert (
        Source(THREAD, folder / "spinner_thread.py", "spinner_thread.py", b"# spinner_thread") == attempt.files[THREAD]
    )


def test_missing_kata_is_no_error(folder: Path) -> None:
    """A kata without a file is still to be reported, as missing."""
    (folder / "spinner_asyncio.py").unlink()
    attempt = read_attempt(folder)

    assert attempt.katas == SPINNERS
    assert list(attempt.files) == [THREAD]


def test_one_kata_of_a_folder(folder: Path) -> None:
    """Only what is asked for is read, so that a file beside it can't be in the way."""
    (folder / "spinner_asyncio.py").unlink()
    (folder / "spinner_asyncio.py").mkdir()
    attempt = read_attempt(folder, [THREAD])

    assert attempt.katas == (THREAD,)
    assert list(attempt.files) == [THREAD]


def test_katas_come_in_order(folder: Path) -> None:
    """The order of the report isn't that of the arguments, and asking twice gives one."""
    assert read_attempt(folder, [ASYNCIO, THREAD, ASYNCIO]).katas == SPINNERS


def test_missing_beside_another_that_was_asked_for(folder: Path) -> None:
    """A kata that was asked for and isn't there is missing as long as there is another one to grade."""
    (folder / "spinner_thread.py").unlink()
    attempt = read_attempt(folder, SPINNERS)

    assert (attempt.katas, list(attempt.files)) == (SPINNERS, [ASYNCIO])


def test_one_file(folder: Path) -> None:
    """A file that is named after its kata is that kata alone."""
    attempt = read_attempt(folder / "spinner_asyncio.py")

    assert attempt.katas == (ASYNCIO,)
    assert attempt.files[ASYNCIO].data == b"# spinner_asyncio"


def test_file_of_another_name(tmp_path: Path) -> None:
    """With --kata any file name will do, and the attempt keeps it."""
    path = tmp_path / "mine.py"
    path.write_bytes(b"\xff\x00")
    attempt = read_attempt(path, [THREAD])

    assert {THREAD: Source(THREAD, path, "mine.py", b"\xff\x00")} == attempt.files


def test_link_to_a_file(folder: Path, tmp_path: Path) -> None:
    """A link is as good as the regular file that it leads to."""
    link = tmp_path / "link.py"
    try:
        link.symlink_to(folder / "spinner_thread.py")
    except OSError:  # Windows asks for a privilege
        pytest.skip("no symbolic links here")

    assert read_attempt(link, [THREAD]).files[THREAD].data == b"# spinner_thread"
    assert read_attempt(link, [THREAD]).files[THREAD].name == "link.py"


def test_largest_file(folder: Path) -> None:
    """The bound itself is allowed; one byte more isn't."""
    path = folder / "spinner_thread.py"
    path.write_bytes(b"#" * MAX_BYTES)
    assert len(read_attempt(path).files[THREAD].data) == MAX_BYTES

    path.write_bytes(b"#" * (MAX_BYTES + 1))
    assert problem(folder) == f"{str(path)!r} is too large: an attempt has at most 256 KiB; give the source file itself"


def test_wrong_path(tmp_path: Path) -> None:
    """A path that leads nowhere is named, with what should be there."""
    path = tmp_path / "exercize"

    assert problem(path) == (
        f"no such file or folder: {str(path)!r}; "
        "give the path of a folder that holds spinner_thread.py and spinner_asyncio.py, or of one file"
    )


@pytest.mark.parametrize("path", ["", "{file}/below"])
def test_path_that_cannot_be(path: str, folder: Path) -> None:
    """An empty path and one below a file are wrong paths like any other."""
    assert problem(path.format(file=folder / "spinner_thread.py")).startswith("no such file or folder: ")


def test_folder_without_katas(tmp_path: Path) -> None:
    """A folder that holds none of the katas is refused with their names."""
    assert problem(tmp_path) == (
        f"nothing to grade in the folder {str(tmp_path)!r}: it should hold spinner_thread.py or spinner_asyncio.py"
    )


def test_folder_without_the_kata_asked_for(folder: Path) -> None:
    """Where the only kata asked for is missing there is nothing to grade."""
    (folder / "spinner_thread.py").unlink()

    assert problem(folder, THREAD).endswith("it should hold spinner_thread.py")


def test_unknown_kata(folder: Path) -> None:
    """A kata that isn't one is answered by those that are."""
    assert problem(folder, THREAD, "spinner") == (
        "unknown kata 'spinner': give --kata one of spinner_thread and spinner_asyncio"
    )


@pytest.mark.parametrize("katas", [(), SPINNERS])
def test_file_of_unknown_kata(katas: tuple[str, ...], tmp_path: Path) -> None:
    """A file of another name needs exactly one --kata."""
    path = tmp_path / "mine.py"
    path.touch()

    assert problem(path, *katas) == (
        f"which kata is in {str(path)!r}? Name it by exactly one --kata (spinner_thread or spinner_asyncio)"
    )


def test_file_of_the_other_kata(folder: Path) -> None:
    """A file's name and --kata may not contradict each other."""
    path = folder / "spinner_thread.py"

    assert problem(path, ASYNCIO) == (
        f"{str(path)!r} holds the kata spinner_thread, not spinner_asyncio: "
        "leave --kata out, or give the other file's path"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_fifo(tmp_path: Path) -> None:
    """A FIFO that nobody writes to is refused without waiting for anyone."""
    path = tmp_path / "spinner_thread.py"
    os.mkfifo(path)

    assert problem(path) == f"{str(path)!r} isn't a regular file: put the attempt's source text there"
    assert problem(tmp_path) == problem(path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such device")
def test_device() -> None:
    """A device that never ends isn't read."""
    assert "isn't a regular file" in problem(os.devnull, THREAD)


@pytest.mark.skipif(os.name == "nt", reason="Windows doesn't open folders at all")
def test_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    """A folder with a kata's file name isn't missing but wrong."""
    (tmp_path / "spinner_thread.py").mkdir()

    assert "isn't a regular file" in problem(tmp_path)


def test_link_that_leads_nowhere(tmp_path: Path) -> None:
    """A dangling link isn't a missing kata: somebody meant it to be there."""
    try:
        (tmp_path / "spinner_thread.py").symlink_to(tmp_path / "gone.py")
    except OSError:  # Windows asks for a privilege
        pytest.skip("no symbolic links here")

    assert problem(tmp_path).endswith("cannot be read (No such file or directory): mend that, or give another path")


def test_unreadable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says of a file that can't be opened is passed on."""

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("grader.attempt.os.open", refuse)

    assert problem(folder).endswith("cannot be read (Permission denied): mend that, or give another path")


@pytest.mark.parametrize(
    "expected, data",
    [
        ("second", b"first\nsecond\nthird"),
        ("second", b"first\r\nsecond\r\n"),
        ("second", b"first\rsecond\r"),
        ("b\x0c c", b"a\nb\x0c c\n"),
        ("\uc0dd", b"\xef\xbb\xbfx\n\xec\x83\x9d"),
        ("caf\xe9", b"# coding: latin-1\ncaf\xe9\n"),
        ("caf\ufffd", b"a\ncaf\xe9\n"),
        ("x", b"# coding: klingon\nx\n"),
        (None, b"only one"),
    ],
)
def test_second_line(expected: str | None, data: bytes) -> None:
    """Lines are those that Python counts, in the encoding that the file declares."""
    assert expected == Source(THREAD, Path("x.py"), "x.py", data).line(2)


def test_lines_begin_at_one() -> None:
    """There is no line 0, and none before it."""
    source = Source(THREAD, Path("x.py"), "x.py", b"first\nlast")

    assert [source.line(number) for number in (-1, 0, 1)] == [None, None, "first"]
