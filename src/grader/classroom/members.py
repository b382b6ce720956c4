"""What a folder and a zip file have in common for who looks for something in them: members, level by level.

Nothing is ever written: a file is read in place, a zip file's member is unpacked in memory, and only what is asked for.
"""

from collections.abc import Iterator
from typing import BinaryIO, Literal, Protocol

from grader.classroom.naming import shown
from grader.words import Message, say

Kind = Literal["file", "link", "other", "locked"]

MAX_MEMBERS = 50_000  # that are looked at
MAX_DEPTH = 8  # folders below each other
MAX_ARCHIVE = 32 * 1024 * 1024  # bytes of a zip file that is in a zip file
_SHOWN = 120  # characters of a path

# Where no attempt is, however its files are called: what a whole repository holds besides, and other people's code.
_PASSED_OVER = frozenset(
    {
        "solutions",
        "tests",
        "stubs",
        "node_modules",
        "site-packages",
        "__pycache__",
        "__macosx",
        "venv",
        "env",
        "virtualenv",
    }
)
_LITTER = frozenset({"desktop.ini", "thumbs.db", "__macosx"})


class UnreadableError(Exception):
    """A member or a whole entry can't be read: the argument is a `Message` that says why, and what to do."""


class Member(Protocol):
    """A file, or what stands in the place of one."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Its path below the entry."""

    @property
    def place(self) -> str:
        """Where it is, as people find it: its path, or the name that a platform gave it."""

    @property
    def kind(self) -> Kind:
        """Whether it can be read: a link isn't followed, a device isn't opened, and a password isn't known."""

    def read(self) -> bytes:
        """Return what is in it, if that is no more than an attempt's file may hold; raise `UnreadableError`."""

    def open(self) -> BinaryIO:
        """Return it as a file that can be read from anywhere, if it may be a zip file; raise `UnreadableError`."""


class Tree(Protocol):
    """A folder or a zip file."""

    @property
    def passed_over(self) -> list[str]:
        """The folders that were not looked into, as far as they are no litter."""

    @property
    def remarks(self) -> list[Message]:
        """What couldn't be looked at."""

    def levels(self) -> Iterator[list[Member]]:
        """Yield the members in the outermost folder, then those one folder deeper, and so on."""


def is_litter(name: str) -> bool:
    """Return whether something of this name is nobody's work: it is hidden, or systems leave it lying about."""
    return name.startswith(".") or name.casefold() in _LITTER


def is_passed_over(folder: str) -> bool:
    """Return whether no attempt is looked for in a folder of this name."""
    return is_litter(folder) or folder.casefold() in _PASSED_OVER


def is_named(folder: str) -> bool:
    """Return whether a folder is passed over, and somebody might wonder why."""
    return is_passed_over(folder) and not is_litter(folder)


def path_of(parts: tuple[str, ...]) -> str:
    """Return a path as it can be shown: as text, and not without end."""
    path = shown("/".join(parts))
    return path if len(path) <= _SHOWN else f"{path[: _SHOWN // 2]}…{path[-_SHOWN // 2 :]}"


def too_many() -> Message:
    """Say that a hand-in holds more files than anybody would look through."""
    return say("there are more than {most} files: hand in only those with the attempt", most=MAX_MEMBERS)


def too_deep() -> Message:
    """Say that what is below so many folders wasn't looked at."""
    return say("what lies more than {most} folders deep was not looked at", most=MAX_DEPTH)
