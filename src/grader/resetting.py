"""Put a stub in the place of a file, and lose nothing of that, whenever this is broken off.

First the old text is written to a file of its own, down to the disk; then the stub, to a draft; then the draft takes
the old file's place, all at once. Broken off before that, the old file is still there; after that, its copy is.
"""

import os
import stat
from collections.abc import Collection
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from grader.settings import UsageError
from grader.words import say

STUBS = Path(__file__).parent / "stubs"


@dataclass(frozen=True, slots=True)
class Reset:
    """What was done: ``same`` if the stub was there already, ``kept`` is where an old text is now."""

    path: Path
    same: bool = False
    kept: Path | None = None


def stub(kata: str, language: str) -> bytes:
    """Return a kata's stub, with the task's text in this language."""
    return (STUBS / language / f"{kata}.py").read_bytes()


def reset(path: Path, wanted: bytes, others: Collection[bytes] = ()) -> Reset:
    """Put ``wanted`` at ``path``; what was there is kept, unless it is one of ``others``, in which nobody wrote.

    Raises `UsageError` where that can't be done; then the file is as it was.
    """
    try:
        return _reset(path, wanted, others)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            say("{path} was not reset ({reason}): mend that, and try again", path=repr(str(path)), reason=reason)
        ) from None


def _reset(path: Path, wanted: bytes, others: Collection[bytes]) -> Reset:
    if not os.path.lexists(path):
        _require_folder(path)
        _replace(path, wanted, None)
        return Reset(path)
    mode = _require_plain_file(path)
    old = path.read_bytes()
    if _lines(old) == _lines(wanted):
        return Reset(path, same=True)
    kept = None if _lines(old) in map(_lines, others) else _keep(path, old, mode)
    _replace(path, wanted, old, mode)
    return Reset(path, kept=kept)


def _lines(data: bytes) -> list[bytes]:
    return data.splitlines()  # git may have written other line ends than ours


def _require_folder(path: Path) -> None:
    if not path.parent.is_dir():
        raise UsageError(
            say(
                "there is no folder {folder!r} to put {name} in: create it, or give another one by --path",
                folder=str(path.parent),
                name=path.name,
            )
        )


def _require_plain_file(path: Path) -> int:
    """Return the file's mode; raise `UsageError` where it isn't one whose text could be kept and replaced."""
    mode = path.lstat().st_mode
    name = repr(str(path))
    if stat.S_ISLNK(mode):
        target = repr(os.readlink(path))  # noqa: PTH115 - a Path would tidy what the link says
        raise UsageError(
            say(
                "{name} is a link to {target}, and was left alone: remove the link, then reset",
                name=name,
                target=target,
            )
        )
    if not stat.S_ISREG(mode):
        raise UsageError(say("{name} isn't a regular file, and was left alone: move it away, then reset", name=name))
    if not mode & stat.S_IWUSR:
        raise UsageError(say("{name} is write-protected, and was left alone: allow writing, then reset", name=name))
    return stat.S_IMODE(mode)


def _keep(path: Path, old: bytes, mode: int) -> Path:
    for number in count(1):
        kept = path.with_name(f"{path.stem}.old-{number}{path.suffix}")
        try:
            _write(kept, old, mode)
        except FileExistsError:
            continue
        return kept
    raise AssertionError("numbers don't end")


def _replace(path: Path, wanted: bytes, old: bytes | None, mode: int | None = None) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    draft.unlink(missing_ok=True)  # of a process with the same number that was killed
    try:
        _write(draft, wanted, mode)
        if old is not None and path.read_bytes() != old:
            raise UsageError(
                say("{path} was changed just now, and was left alone: save it, then reset again", path=repr(str(path)))
            )
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _write(path: Path, data: bytes, mode: int | None) -> None:
    """Write a new file down to the disk; FileExistsError where there is one of this name already."""
    file = path.open("xb")
    try:
        with file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            path.chmod(mode)
    except BaseException:  # half a file is none
        path.unlink()
        raise
