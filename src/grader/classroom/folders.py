"""A folder that was handed in: walked through level by level, without following any link."""

import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from grader.attempt import AttemptError, read_regular
from grader.classroom.members import (
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
from grader.classroom.naming import loose
from grader.words import Message, say

MAX_SECONDS = 20.0  # for a file system that hardly answers


@dataclass(frozen=True, slots=True)
class FolderMember:
    """A file in a folder."""

    parts: tuple[str, ...]
    kind: Kind
    path: Path

    @property
    def place(self) -> str:
        """Its path in the folder."""
        return path_of(self.parts)

    def read(self) -> bytes:
        """Return what is in it, if it is a regular file of an attempt's size."""
        try:
            return read_regular(self.path, path_of(self.parts), follow=False)
        except AttemptError as error:
            raise UnreadableError(error.args[0]) from None
        except OSError as error:
            raise UnreadableError(cannot_be_read(self.parts, error)) from None

    def open(self) -> BinaryIO:
        """Open it; it is on a disk, so there is no need to hold it in memory."""
        try:
            return self.path.open("rb")
        except OSError as error:
            raise UnreadableError(cannot_be_read(self.parts, error)) from None


class LooseMember(FolderMember):
    """A file among those of other learners: ``parts`` is the name that it had before a platform gave it another."""

    __slots__ = ()

    @property
    def place(self) -> str:
        """Its name where it lies; those of two files that had the same name differ."""
        return path_of((self.path.name,))


@dataclass(slots=True)
class FolderTree:
    """A folder, of which so many things are looked at and no more."""

    root: Path
    passed_over: list[str] = field(default_factory=list)
    remarks: list[Message] = field(default_factory=list)
    _seen: int = 0
    _until: float = 0.0

    def levels(self) -> Iterator[list[Member]]:
        """Yield the files in the folder, then those in the folders in it, and so on."""
        self._until = time.monotonic() + MAX_SECONDS
        folders: list[tuple[str, ...]] = [()]
        for _ in range(MAX_DEPTH):
            members: list[Member] = []
            deeper: list[tuple[str, ...]] = []
            for folder in folders:
                self._scan(folder, members, deeper)
            yield members
            folders = deeper
        if folders:
            self.remarks.append(too_deep())

    def _scan(self, folder: tuple[str, ...], members: list[Member], deeper: list[tuple[str, ...]]) -> None:
        found: list[Member] = []
        below: list[tuple[str, ...]] = []
        try:
            with os.scandir(self.root.joinpath(*folder)) as entries:
                for entry in entries:
                    self._count()
                    parts = (*folder, entry.name)
                    if _is_link(entry):
                        found.append(FolderMember(parts, "link", Path(entry.path)))
                    elif entry.is_dir(follow_symlinks=False):
                        below.append(parts)
                    else:
                        kind: Kind = "file" if entry.is_file(follow_symlinks=False) else "other"
                        found.append(FolderMember(parts, kind, Path(entry.path)))
        except OSError as error:
            if not folder:
                raise UnreadableError(cannot_be_read((self.root.name,), error)) from None
            self.remarks.append(cannot_be_read(folder, error))
        # A file system lists in any order.
        members += sorted(
            (member for member in found if not is_litter(member.parts[-1])), key=lambda member: member.parts
        )
        deeper += sorted(parts for parts in below if not is_passed_over(parts[-1]))
        self.passed_over += sorted(path_of(parts) for parts in below if is_named(parts[-1]))

    def _count(self) -> None:
        self._seen += 1
        if self._seen > MAX_MEMBERS:
            raise UnreadableError(too_many())
        if time.monotonic() > self._until:
            raise UnreadableError(
                say("it takes too long to look through this folder: hand in only the files with the attempt")
            )


@dataclass(slots=True)
class LooseTree:
    """Files that a platform put among those of other learners: as if they lay in a folder, under their own names."""

    files: tuple[Path, ...]
    passed_over: list[str] = field(default_factory=list)
    remarks: list[Message] = field(default_factory=list)

    def levels(self) -> Iterator[list[Member]]:
        """Yield the files; there is nothing below."""
        yield [LooseMember((_own_name(path),), _kind(path), path) for path in self.files]


def _own_name(path: Path) -> str:
    found = loose(path.name)
    return found.file if found else path.name


def _kind(path: Path) -> Kind:
    try:
        mode = path.lstat().st_mode
    except OSError:  # it is gone: reading it will say so
        return "file"
    return "link" if stat.S_ISLNK(mode) else "file" if stat.S_ISREG(mode) else "other"


def _is_link(entry: "os.DirEntry[str]") -> bool:
    # Windows has a second kind of links to folders; Python knows it by this name since 3.12.
    is_junction = getattr(entry, "is_junction", bool)
    return entry.is_symlink() or bool(is_junction())


def cannot_be_read(parts: tuple[str, ...], error: OSError) -> Message:
    """Say that something can't be read, and why."""
    reason = error.strerror or str(error)
    return say("{path} cannot be read ({reason}): hand it in again", path=path_of(parts), reason=reason)
