"""A zip file may lie about everything: it is read in memory, within bounds, or there is a line that says what to do."""

import io
import os
import stat
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

from grader.attempt import KATAS, MAX_BYTES
from grader.classroom import archives, choosing, members
from grader.classroom.records import Entry, Submission
from grader.classroom.submissions import read_submission
from grader.resetting import stub

THREAD, ASYNCIO = KATAS[:2]
T, A = (f"{kata}.py" for kata in KATAS)
DAMAGED = "the zip file is damaged or none at all: pack it once more, and hand that in"

Change = Callable[[zipfile.ZipInfo], None]


def packed(*files: tuple[str, bytes], change: Change | None = None, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file; ``change`` is done to what it says of each of its members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in files:
            info = zipfile.ZipInfo(name)
            if change:
                change(info)
            archive.writestr(info, data, method)
    return file.getvalue()


def read(data: bytes, tmp_path: Path) -> Submission:
    """Hand these bytes in as a zip file, and see that reading them leaves nothing behind."""
    path = tmp_path / "anna.zip"
    path.write_bytes(data)
    submission = read_submission(Entry("anna", "anna", path))
    assert os.listdir(tmp_path) == ["anna.zip"]  # noqa: PTH208 - as text
    assert all(
        len(source.data) <= MAX_BYTES for source in (submission.attempt.files.values() if submission.attempt else ())
    )
    return submission


def texts(submission: Submission) -> dict[str, bytes]:
    """Return what would be graded."""
    assert submission.attempt, submission.problem
    return {kata: source.data for kata, source in submission.attempt.files.items()}


def at(data: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    """Return a zip file in which something else stands behind the first record of a kind."""
    place = data.index(signature) + offset
    return data[:place] + value + data[place + len(value) :]


LOCAL, CENTRAL, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"


@pytest.mark.parametrize(
    "name", [f"/{T}", f"../{T}", f"a/../../{T}", f"C:/{T}", f"C:\\a\\{T}", f"\\\\host\\{T}", f"..\\{T}", "", "..", "/"]
)
def test_path_out_of_the_file(name: str, tmp_path: Path) -> None:
    """What has a path out of the zip file is left out, and nothing is ever written."""
    submission = read(packed((name, b"x"), (A, b"y")), tmp_path)

    assert texts(submission) == {ASYNCIO: b"y"}
    assert submission.remarks == ("a file in the zip file was left out, for its path leads out of it",)


def test_backslashes(tmp_path: Path) -> None:
    """Some programs on Windows write backslashes: they mean folders."""
    assert texts(read(packed((f"hw\\exercises\\{T}", b"x"), (f".\\{A}", b"y")), tmp_path)) == {ASYNCIO: b"y"}
    assert texts(read(packed((f"hw\\exercises\\{T}", b"x")), tmp_path)) == {THREAD: b"x"}


@pytest.mark.parametrize(
    "expected, mode",
    [
        ("is a link, which is not followed", stat.S_IFLNK | 0o777),
        ("is no regular file", stat.S_IFIFO | 0o644),
        ("is no regular file", stat.S_IFCHR | 0o644),
    ],
)
def test_special_file(expected: str, mode: int, tmp_path: Path) -> None:
    """A link or a device in a zip file is none of an attempt's files."""

    def change(info: zipfile.ZipInfo) -> None:
        info.external_attr = mode << 16

    submission = read(packed((T, b"/etc/passwd"), change=change), tmp_path)

    assert submission.attempt is None
    assert expected in str(submission.problem)


def test_password(tmp_path: Path) -> None:
    """What needs a password is named."""
    locked = at(at(packed((T, b"x")), LOCAL, 6, b"\x01"), CENTRAL, 8, b"\x01")

    assert str(read(locked, tmp_path).problem) == f"{T} needs a password: hand in a zip file without one"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_rare_methods(method: int, tmp_path: Path) -> None:
    """Methods that could unpack a few bytes to very much at once aren't used at all."""
    submission = read(packed((T, b"x"), method=method), tmp_path)

    assert str(submission.problem) == (
        f"{T} is packed in a way that few programs know: pack the zip file in the usual way"
    )


def test_unknown_method(tmp_path: Path) -> None:
    """A method that nobody knows is refused, too."""
    odd = at(at(packed((T, b"x")), LOCAL, 8, b"\x63\0"), CENTRAL, 10, b"\x63\0")

    assert "few programs know" in str(read(odd, tmp_path).problem)


def test_wrong_sum(tmp_path: Path) -> None:
    """A file that didn't come through whole isn't graded."""
    submission = read(at(packed((T, b"print('x')"), (A, b"y")), CENTRAL, 16, b"\0\0\0\0"), tmp_path)

    assert texts(submission) == {ASYNCIO: b"y"}
    assert submission.remarks == (f"{T} is damaged in the zip file: pack it once more",)


@pytest.mark.parametrize("size", [0, 1, MAX_BYTES, MAX_BYTES + 1, 2**32 - 2])
def test_lies_of_the_size(size: int, tmp_path: Path) -> None:
    """Whatever size is claimed, no more than an attempt's file is unpacked, and half a file is none."""
    bomb = b"#" * (50 * 1024 * 1024)
    data = at(packed((T, bomb)), CENTRAL, 24, struct.pack("<I", size))
    tracemalloc.start()
    submission = read(data, tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert submission.attempt is None
    assert peak < 8 * 1024 * 1024


def test_packed_larger_than_unpacked(tmp_path: Path) -> None:
    """A stream that goes on and on without giving anything isn't followed."""
    nothing = b"\0\0\0\xff\xff" * 400_000  # blocks of deflate without a byte in them
    data = packed((T, nothing), method=zipfile.ZIP_STORED)
    for signature, offset in ((LOCAL, 8), (CENTRAL, 10)):
        data = at(data, signature, offset, struct.pack("<H", zipfile.ZIP_DEFLATED))
    data = at(data, CENTRAL, 24, struct.pack("<I", 5))

    assert "is too large" in str(read(data, tmp_path).problem)


def test_same_name_twice(tmp_path: Path) -> None:
    """Two members of one name are one attempt only if they are the same."""
    with pytest.warns(UserWarning, match="Duplicate"):
        other = packed((T, b"x"), (T, b"y"))
    with pytest.warns(UserWarning, match="Duplicate"):
        same = packed((T, b"x"), (T, b"x"))

    assert str(read(other, tmp_path).problem) == (
        f"{T} is there more than once, with different texts ({T}, {T}): hand in the one that counts"
    )
    assert texts(read(same, tmp_path)) == {THREAD: b"x"}


def test_text_before_and_behind(tmp_path: Path) -> None:
    """A zip file that pretends to be something else is still read; one that was cut is not."""
    data = packed((T, b"x"))

    assert texts(read(b"#!/bin/sh\n" * 99 + data, tmp_path)) == {THREAD: b"x"}
    assert str(read(data[:-9], tmp_path).problem) == DAMAGED


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"PK\5\6", b"PK\5\6" + b"\0" * 18, b"PK\5\6" + b"\xff" * 18, b"x" * 99_999]
)
def test_no_zip_file(data: bytes, tmp_path: Path) -> None:
    """What is none, or an empty one, is a problem of its own row."""
    assert read(data, tmp_path).attempt is None


def test_directory_without_end(tmp_path: Path) -> None:
    """A list of millions of members isn't even read."""
    record = packed((T, b""))
    begin = record.index(CENTRAL)
    entry = record[begin : record.index(END)]
    count = 120_000
    end = END + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, len(entry) * count, begin, 0)
    tracemalloc.start()
    submission = read(record[:begin] + entry * count + end, tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert str(submission.problem) == "there are more than 50000 files: hand in only those with the attempt"
    assert peak < 5 * archives.MAX_DIRECTORY


def test_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """How many members are looked at is bounded, too."""
    monkeypatch.setattr(archives, "MAX_MEMBERS", 10)
    monkeypatch.setattr(members, "MAX_MEMBERS", 10)

    assert "more than 10 files" in str(read(packed(*[(f"{number}", b"") for number in range(11)]), tmp_path).problem)


@pytest.mark.parametrize("count", [20, 500])
def test_many_stubs(count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many stubs are packed, so few are unpacked that it takes no time: fifty thousand took a minute."""
    unpacked: list[str] = []
    read_member = archives.ZipMember.read
    monkeypatch.setattr(archives.ZipMember, "read", lambda member: unpacked.append(member.place) or read_member(member))
    submission = read(packed(*[(f"{number}/{T}", stub(THREAD, "en")) for number in range(count)]), tmp_path)

    assert (submission.problem is None) == (count <= choosing.MAX_PLACES)
    assert len(unpacked) <= 2 * choosing.MAX_PLACES


def test_quine_like_nesting(tmp_path: Path) -> None:
    """Zip files in each other are opened twice, not for ever."""
    data = packed((T, b"x"))
    for _ in range(2):
        data = packed(("next.zip", data))

    assert str(read(data, tmp_path).problem) == "next.zip is a zip file in a zip file in another: pack the files once"


def test_large_inner_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a zip file in another may be unpacked to is bounded."""
    monkeypatch.setattr(archives, "MAX_ARCHIVE", 1000)
    inner = packed((T, os.urandom(2000)), method=zipfile.ZIP_STORED)

    assert "is too large to be looked into" in str(read(packed(("in.zip", inner)), tmp_path).problem)


def test_several_inner_zips(tmp_path: Path) -> None:
    """Of several zip files none is taken at random."""
    inner = packed((T, b"x"))

    assert str(read(packed(("b.zip", inner), ("a.zip", inner)), tmp_path).problem) == (
        "which zip file is the attempt? There are a.zip, b.zip: hand in one"
    )


def test_zip64(tmp_path: Path) -> None:
    """Sizes in the large form are as good as any."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive, archive.open(T, "w", force_zip64=True) as member:
        member.write(b"x")

    assert texts(read(file.getvalue(), tmp_path)) == {THREAD: b"x"}


REAL = packed((f"hw/{T}", b"import threading\n" * 20), (f"hw/exercises/{A}", b"x"), ("in.zip", packed((A, b"y" * 99))))


@given(st.binary(max_size=400))
@example(b"PK\5\6" + b"\0" * 18 + b"PK\6\7" + b"\xff" * 16 + b"PK\5\6" + b"\xff" * 18)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    """No bytes make it stumble."""
    read(data, tmp_path)


@given(
    st.lists(st.tuples(st.integers(0, len(REAL) - 1), st.binary(min_size=1, max_size=8)), min_size=1, max_size=6),
    st.none() | st.integers(0, len(REAL)),
)
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_changed_bytes(tmp_path: Path, changes: list[tuple[int, bytes]], cut: int | None) -> None:
    """A real zip file with other bytes in it makes an attempt or a problem, whatever they are."""
    data = bytearray(REAL)
    for place, value in changes:
        data[place : place + len(value)] = value
    submission = read(bytes(data[:cut]), tmp_path)

    assert (submission.attempt is None) == (submission.problem is not None)
    assert all(f"{line}".encode() for line in (submission.problem, *submission.remarks))


@pytest.mark.parametrize("place", range(REAL.index(CENTRAL), len(REAL), 7))
@pytest.mark.parametrize("value", [0, 0xFF])
def test_each_byte_of_the_directory(place: int, value: int, tmp_path: Path) -> None:
    """No byte of the directory makes it stumble."""
    read(REAL[:place] + bytes([value]) + REAL[place + 1 :], tmp_path)


def test_sum_is_checked_of_the_whole_file() -> None:
    """What this relies on: Python compares the sum as soon as the last byte was read."""
    data = bytearray(packed((T, b"abc"), method=zipfile.ZIP_STORED))
    data[data.index(b"abc")] ^= 1
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(T) as member, pytest.raises(zipfile.BadZipFile):
        member.read(MAX_BYTES)
    assert zlib.crc32(b"abc") != zlib.crc32(data[:3])
