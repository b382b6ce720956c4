"""Whose submissions there are: a folder with a folder or a zip file per learner, as learning platforms export them."""

import os
import stat
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.attempt import KATAS, file_name
from grader.classroom.choosing import listed
from grader.classroom.members import is_litter
from grader.classroom.naming import learners, loose, shown, slugs
from grader.classroom.records import Entry
from grader.settings import UsageError
from grader.words import Message, say

ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".tar.bz2", ".tar.gz", ".tar.xz", ".tgz")
_ONLINE_TEXT = "_assignsubmission_onlinetext"  # Moodle's: a folder beside that of the files
_FILES = "_assignsubmission_file"


@dataclass(frozen=True, slots=True)
class Survey:
    """The entries of a folder in the order of the learners' names, and what was ignored besides."""

    entries: tuple[Entry, ...]
    remarks: tuple[Message, ...] = ()


def entries(folder: Path) -> tuple[Entry, ...]:
    """Return what is in a folder of submissions; `UsageError` where there is none in it."""
    return survey(folder).entries


def survey(folder: Path) -> Survey:
    """Return what is in a folder of submissions, and say what of it is none; `UsageError` where that is all."""
    names = _names(folder)
    groups = _groups(folder, names)
    online = [name for name in groups if name.replace(_ONLINE_TEXT, _FILES) in groups.keys() - {name}]
    groups = {name: files for name, files in groups.items() if name not in online}
    if not groups:
        raise UsageError(_nobody(folder, names))
    named, slugged = learners(list(groups)), slugs(list(groups))
    found = [Entry(named[name], slugged[name], folder / name, files) for name, files in groups.items()]
    taken = {name for name, files in groups.items() for name in (name, *(file.name for file in files))}
    strays = [shown(name) for name in names if name not in taken and name not in online]
    remarks = []
    if strays:
        remarks.append(say("left out, for it is neither a folder nor a zip file: {names}", names=listed(strays)))
    if online:
        left = listed([shown(name) for name in online])
        remarks.append(say("left out, for the same learner handed in files: {names}", names=left))
    return Survey(tuple(sorted(found, key=_order)), tuple(remarks))


def _groups(folder: Path, names: Iterable[str]) -> dict[str, tuple[Path, ...]]:
    """Return the entries by the name that stands for each, with its files where it is neither a folder nor an archive.

    Files of a learner that a platform put among those of others are one entry, under the name of the first.
    """
    groups: dict[str, tuple[Path, ...]] = {}
    together: dict[str, dict[str, str | None]] = {}
    for name in names:
        mode = _mode(folder / name)
        if stat.S_ISDIR(mode):
            groups[name] = ()
        elif found := loose(name):
            together.setdefault(found.key, {})[name] = found.number
        elif is_archive(name) or stat.S_ISLNK(mode):
            groups[name] = ()
    for each in together.values():
        if all(map(is_archive, each)) and (len(each) == 1 or _are_of_several(each)):
            groups |= dict.fromkeys(each, ())
        else:
            groups[next(iter(each))] = tuple(folder / name for name in each)
    return groups


def _are_of_several(archives: Mapping[str, str | None]) -> bool:
    """Return whether one number stands in several names, so that it isn't a file's: `hw_2026_11_anna.zip` by hand."""
    numbers = [number for number in archives.values() if number is not None]
    return len(set(numbers)) < len(numbers)


def _mode(path: Path) -> int:
    """Return what a path is, or leads to; a link that leads nowhere, or where nobody may look, is one and no more."""
    for look in (os.stat, os.lstat):
        try:
            return look(path).st_mode
        except OSError:  # whatever it is, reading the entry will say so in its own row
            continue
    return 0


def is_archive(name: str) -> bool:
    """Return whether a file of this name is an archive, be it one that is opened or not."""
    return name.casefold().endswith(ARCHIVES)


def _names(folder: Path) -> list[str]:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names are wanted
        # Who may list a folder need not be allowed to look at what is in it, and would find nobody there.
        os.stat(os.path.join(folder, os.curdir))  # noqa: PTH116, PTH118 - a `Path` leaves the dot out
    except NotADirectoryError:
        raise UsageError(
            say("{path!r} isn't a folder: unpack it if it is an archive, and give the folder", path=str(folder))
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            say(
                "{path!r} cannot be read ({reason}): give a folder with a folder or a zip file per learner",
                path=str(folder),
                reason=reason,
            )
        ) from None
    return sorted(name for name in names if not is_litter(name))


def _order(entry: Entry) -> tuple[str, str, str]:
    return unicodedata.normalize("NFC", entry.learner).casefold(), entry.learner, entry.slug


def _nobody(folder: Path, names: Sequence[str]) -> Message:
    if any(file_name(kata) in names for kata in KATAS):
        return say(
            "{path!r} holds one attempt, not a class: grade it by nox -s check -- {path!r}, or give the folder above",
            path=str(folder),
        )
    return say("nothing was handed in in {path!r}: it should hold a folder or a zip file per learner", path=str(folder))
