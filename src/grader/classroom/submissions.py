"""What somebody handed in, read from a folder or a zip file; `grader.classroom.surveying` tells whose there are.

Nothing in it is run, nothing is written, and whatever it holds, it costs a bounded amount of time and memory, and never
more than its own row.
"""

import hashlib
import re
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.attempt import KATAS, attempt_of, file_name
from grader.classroom.archives import ZipTree
from grader.classroom.choosing import EXERCISES, Choice, choose, is_untouched, listed
from grader.classroom.folders import FolderTree, LooseTree
from grader.classroom.members import Member, Tree, UnreadableError, path_of
from grader.classroom.naming import shown
from grader.classroom.records import Entry, Submission
from grader.classroom.surveying import Survey, entries, is_archive, survey
from grader.words import Message, say

MAX_NESTED = 2  # zip files in each other
MAX_REMARKS = 10
_ZIP = ".zip"

__all__ = ["Survey", "entries", "read_submission", "survey"]


def read_submission(entry: Entry, katas: Sequence[str] = KATAS) -> Submission:
    """Read what somebody handed in; where there is nothing to grade in it, the submission tells the problem."""
    try:
        choice = _from_tree(LooseTree(entry.files), katas, MAX_NESTED) if entry.files else _read(entry.path, katas)
    except UnreadableError as error:
        return Submission(entry, None, _digest({}, katas), error.args[0])
    digest = _digest(choice.texts, katas)
    failures = [failure for each in choice.failures.values() for failure in each]
    if not choice.texts:
        reasons = failures or [_nothing(choice, katas)]
        return Submission(entry, None, digest, reasons[0], _bounded([*reasons[1:], *choice.remarks]))
    meant = {kata: remark for kata in katas if kata not in choice.failures and (remark := _meant(choice, kata))}
    reasons_by = {kata: told[0] for kata, told in choice.failures.items()} | meant
    return Submission(
        entry,
        attempt_of(EXERCISES, choice.texts, katas),
        digest,
        None,
        _bounded([*failures, *meant.values(), *choice.remarks]),
        {kata: reasons_by[kata] for kata in katas if kata in reasons_by and kata not in choice.texts},
    )


def _bounded(remarks: Sequence[Message]) -> tuple[Message, ...]:
    """Return the first of many remarks, and how many more there are; everybody who looks at the row reads them."""
    first, more = remarks[:MAX_REMARKS], len(remarks) - MAX_REMARKS
    return (*first, say("and {count} more remarks of this kind", count=more)) if more > 0 else tuple(first)


def _read(path: Path, katas: Sequence[str]) -> Choice:
    """Return the choice from an entry, through zip files that hold nothing but another one."""
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        raise UnreadableError(_unreadable(path, error)) from None
    if stat.S_ISLNK(mode):
        raise UnreadableError(say("this is a link, which is not followed: put the folder itself there"))
    if stat.S_ISDIR(mode):
        return _from_tree(FolderTree(path), katas, MAX_NESTED)
    if not stat.S_ISREG(mode):
        raise UnreadableError(say("this is neither a folder nor a zip file: put one of them there"))
    if not path.name.casefold().endswith(_ZIP):
        raise UnreadableError(
            say("no archive of this kind is opened: pack a zip file, or unpack it into a folder of that name")
        )
    try:
        with path.open("rb") as file:
            return _from_tree(ZipTree(file), katas, MAX_NESTED - 1)
    except OSError as error:
        raise UnreadableError(_unreadable(path, error)) from None


def _from_tree(tree: Tree, katas: Sequence[str], deeper: int) -> Choice:
    choice = choose(tree, katas)
    if choice.texts:
        return choice
    zips = [member for member in choice.others if member.kind == "file" and member.parts[-1].casefold().endswith(_ZIP)]
    if len(zips) > 1:
        raise UnreadableError(say("which zip file is the attempt? There are {names}: hand in one", names=_listed(zips)))
    if zips and not deeper:
        raise UnreadableError(
            say("{path} is a zip file in a zip file in another: pack the files once", path=path_of(zips[0].parts))
        )
    if zips:
        with zips[0].open() as file:
            return _from_tree(ZipTree(file), katas, deeper - 1)
    return choice


def _nothing(choice: Choice, katas: Sequence[str]) -> Message:
    files = _either([file_name(kata) for kata in katas])
    near = [member for kata in katas for member in _near(choice, kata)]
    packed = [member for member in near or choice.others if is_archive(member.parts[-1])]
    if packed:
        return say(
            "nothing to grade: no archive of the kind of {found} is opened; pack a zip file, or hand in the files "
            "themselves",
            found=_listed(packed),
        )
    there = [path_of(member.parts) for member in near or choice.others]
    there += [f"{folder}/" for folder in choice.passed_over]
    if not there:
        return say("nothing to grade: there is no file at all, and should be {files}", files=files)
    return say(
        "nothing to grade: there is no {files}, but {found}; rename or move what was meant",
        files=files,
        found=listed(there),
    )


def _meant(choice: Choice, kata: str) -> Message | None:
    """Return a remark where a kata is missing, or as it was handed out, and something is there that may be meant."""
    name, near = file_name(kata), _near(choice, kata)
    packed = [member for member in near or choice.others if is_archive(member.parts[-1])]
    found = packed or near
    if not found:
        return None
    if kata in choice.texts:
        if not is_untouched(kata, choice.texts[kata]):
            return None
        return say(
            "{name} is as it was handed out, but {found} was not looked into: look whether that was meant",
            name=name,
            found=_listed(found),
        )
    if packed:
        return say(
            "there is no {name}, but {found}, which is not opened beside a kata's file: hand in the files themselves, "
            "or all of them in one zip file",
            name=name,
            found=_listed(found),
        )
    return say("there is no {name}, but {found}: rename or move it if it was meant", name=name, found=_listed(found))


def _near(choice: Choice, kata: str) -> list[Member]:
    """Return what might be a kata's file, such as `spinner_thread (1).py` or `Spinner-Thread.ipynb`."""
    names = [(member, re.sub(r"[\W_]+", "_", member.parts[-1].casefold())) for member in choice.others]
    return [member for member, name in names if kata in name and not name.startswith("test_")]


def _listed(found: Sequence[Member]) -> Message:
    return listed([path_of(member.parts) for member in found])


def _either(names: Sequence[str]) -> Message:
    text = say("{name}", name=names[0])
    for name in names[1:]:
        text = say("{names} or {name}", names=text, name=name)
    return text


def _unreadable(path: Path, error: OSError) -> Message:
    reason = error.strerror or str(error)
    return say("{path} cannot be read ({reason}): hand it in again", path=shown(path.name), reason=reason)


def _digest(texts: Mapping[str, bytes], katas: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for kata in katas:
        text = texts.get(kata)
        size = -1 if text is None else len(text)
        digest.update(f"{kata} {size}\n".encode() + (text or b""))
    return digest.hexdigest()
