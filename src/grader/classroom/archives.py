"""A zip file that was handed in: its members, unpacked in memory one by one, and never more than is asked for.

Nothing is extracted, so no name of a member can lead anywhere. What a damaged or a hostile file can cost is bounded:
the directory at its end, how many members it lists, and what a member is unpacked to.
"""

import io
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, TypeVar

from grader.attempt import MAX_BYTES
from grader.classroom.members import (
    MAX_ARCHIVE,
    MAX_DEPTH,
    MAX_MEMBERS,
    Kind,
    Member,
    UnreadableError,
    is_litter,
    is_named,
    is_passed_over,
    path_of,
    too_deep,
    too_many,
)
from grader.words import Message, say

MAX_DIRECTORY = 4 * 1024 * 1024  # bytes of the list of members
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1 | 0x40 | 0x2000  # flags: a member, a member strongly, the names
_DAMAGED = say("the zip file is damaged or none at all: pack it once more, and hand that in")

Value = TypeVar("Value")


class _Window(io.RawIOBase):
    """A file of which no more than ``most`` bytes are read at once, whatever it says of itself."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.most = MAX_DIRECTORY

    def read(self, size: int | None = -1, /) -> bytes:
        data = self._file.read(self.most + 1 if size is None or size < 0 else min(size, self.most + 1))
        if len(data) > self.most:
            raise UnreadableError(too_many())
        return data

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class ZipMember:
    """A file in a zip file."""

    parts: tuple[str, ...]
    kind: Kind
    archive: zipfile.ZipFile
    info: zipfile.ZipInfo

    @property
    def place(self) -> str:
        """Its path in the zip file."""
        return path_of(self.parts)

    def read(self) -> bytes:
        """Unpack it, if it is no larger than an attempt's file may be."""
        return self._unpacked(MAX_BYTES)

    def open(self) -> BinaryIO:
        """Unpack it as a zip file in this one."""
        return io.BytesIO(self._unpacked(MAX_ARCHIVE))

    def _unpacked(self, most: int) -> bytes:
        path = path_of(self.parts)
        if self.info.compress_type not in _METHODS:
            raise UnreadableError(
                say("{path} is packed in a way that few programs know: pack the zip file in the usual way", path=path)
            )
        # What is said of the sizes may be a lie. But no more is unpacked than this, and nothing that is smaller
        # unpacked would be this large packed.
        if self.info.file_size > most or self.info.compress_size > 2 * most:
            raise UnreadableError(_too_large(path, most))
        data = _tried(lambda: self._data(most), say("{path} is damaged in the zip file: pack it once more", path=path))
        if len(data) > most:
            raise UnreadableError(_too_large(path, most))
        return data

    def _data(self, most: int) -> bytes:
        with self.archive.open(self.info) as file:
            return file.read(most + 1)


@dataclass(slots=True)
class ZipTree:
    """A zip file, of which only the list of members has been read."""

    file: BinaryIO
    passed_over: list[str] = field(default_factory=list)
    remarks: list[Message] = field(default_factory=list)

    def levels(self) -> Iterator[list[Member]]:
        """Yield the members in the outermost folder, then those one folder deeper, and so on."""
        levels: list[list[Member]] = [[] for _ in range(MAX_DEPTH)]
        window = _Window(self.file)
        archive = _tried(lambda: zipfile.ZipFile(window), _DAMAGED)
        window.most = 2 * MAX_ARCHIVE  # as much as a member can have, packed
        if len(archive.infolist()) > MAX_MEMBERS:
            raise UnreadableError(too_many())
        left_out: set[tuple[str, ...]] = set()
        deep = False
        for info in archive.infolist():
            parts = _parts(info.filename)
            if parts is None:
                self._remark(say("a file in the zip file was left out, for its path leads out of it"))
            elif over := next((end for end, name in enumerate(parts[:-1], 1) if is_passed_over(name)), 0):
                left_out |= {parts[:over]} if is_named(parts[over - 1]) else set()
            elif len(parts) > MAX_DEPTH:
                deep = True
            elif parts and not is_litter(parts[-1]) and not info.is_dir():
                levels[len(parts) - 1].append(ZipMember(parts, _kind(info), archive, info))
        self.passed_over += sorted(map(path_of, left_out))
        for level in levels:
            yield sorted(level, key=lambda member: member.parts)
        if deep:
            self._remark(too_deep())

    def _remark(self, remark: Message) -> None:
        if remark not in self.remarks:
            self.remarks.append(remark)


def _tried(step: Callable[[], Value], otherwise: Message) -> Value:
    """Return what a step with a zip file gives; `UnreadableError` where it stumbles over the file."""
    try:
        return step()
    except UnreadableError:
        raise
    except Exception:  # noqa: BLE001 - zipfile raises whatever a damaged file makes it stumble over, IndexError included
        raise UnreadableError(otherwise) from None


def _parts(name: str) -> tuple[str, ...] | None:
    """Return the path of a member, which some programs write with backslashes; None where it leads out of the file."""
    parts = name.replace("\\", "/").split("/")
    if not parts[0] or ".." in parts or parts[0].endswith(":"):
        return None
    return tuple(part for part in parts if part not in ("", "."))


def _kind(info: zipfile.ZipInfo) -> Kind:
    mode = stat.S_IFMT(info.external_attr >> 16)  # only some systems write one
    if mode == stat.S_IFLNK:
        return "link"
    if info.flag_bits & _ENCRYPTED:
        return "locked"
    return "file" if mode in (0, stat.S_IFREG) else "other"


def _too_large(path: str, most: int) -> Message:
    if most == MAX_BYTES:
        return say(
            "{path!r} is too large: an attempt has at most {most} KiB; give the source file itself",
            path=path,
            most=most // 1024,
        )
    return say(
        "{path} is too large to be looked into: a zip file in another may have {most} MiB",
        path=path,
        most=most // (1024 * 1024),
    )
