"""Find an attempt and read it: each file once, as bytes, if it is a regular file of bounded size.

Everything after this works on these bytes, so that nobody can change the attempt while it is graded.
"""

import io
import os
import stat
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.words import Message, say

KATAS = tuple((Path(__file__).parent / "katas.txt").read_text("ascii").split())
"""All katas, in the order of reports: a line each in ``katas.txt``, and nowhere else."""
MAX_BYTES = 256 * 1024
# Opening a FIFO must not wait for its writer, nor opening a terminal make it ours. Windows knows neither flag, but
# would change line ends without its own.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


class AttemptError(Exception):
    """There is nothing to grade at this path: one line that says why, and what to do. A usage error."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Source:
    """One file of an attempt: `name` is the bare file name, `data` what was in it when it was read."""

    kata: str
    path: Path
    name: str
    data: bytes

    def line(self, number: int) -> str | None:
        """Return the text of line `number` (from 1) as Python counts lines, or None where there is no such line.

        What isn't text in the file's own encoding comes out as U+FFFD.
        """
        lines = self.lines()
        return lines[number - 1] if 1 <= number <= len(lines) else None

    def lines(self) -> list[str]:
        """Return the text of all lines, without their ends, as `line` does."""
        text = self.data.decode(self._encoding(), "replace")
        return io.StringIO(text, newline=None).read().split("\n")

    def _encoding(self) -> str:
        # Only who quotes a line pays for this import.
        import tokenize  # noqa: PLC0415 - see above

        try:
            return tokenize.detect_encoding(io.BytesIO(self.data).readline)[0]
        except SyntaxError:  # an encoding that isn't there, or bytes that don't fit: Python will say so itself
            return "utf-8"


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt as it was read.

    `label` is the path as the user gave it; `katas` are those to report, in the order of `KATAS`; `files` has a source
    for each of them whose file is there.
    """

    label: str
    katas: tuple[str, ...]
    files: Mapping[str, Source]


def read_attempt(path: str | Path, katas: Sequence[str] = ()) -> Attempt:
    """Read the attempt at `path`: a folder that holds one file per kata, or one file.

    `katas` are those asked for, none meaning all. Raises AttemptError where `path` or a kata isn't what it should be,
    and where a folder holds none of the katas; one that is missing beside others is only left out of `files`.
    """
    asked = _known(katas)
    if _is_folder(path):
        sources = _from_folder(path, asked or KATAS)
        return Attempt(str(path), asked or KATAS, sources)
    source = _from_file(path, asked)
    return Attempt(str(path), (source.kata,), {source.kata: source})


def attempt_of(label: str, texts: Mapping[str, bytes], katas: Sequence[str] = KATAS) -> Attempt:
    """Return the attempt that a folder ``label`` with these files, by kata, would be; nothing is read."""
    paths = {kata: Path(label, file_name(kata)) for kata in katas if kata in texts}
    return Attempt(
        label, tuple(katas), {kata: Source(kata, path, path.name, texts[kata]) for kata, path in paths.items()}
    )


def file_name(kata: str) -> str:
    """Return the name that a kata's file has."""
    return f"{kata}.py"


def read_file(path: str | Path) -> bytes:
    """Return what is in a file of an attempt; AttemptError where it can't be read, or isn't what it should be."""
    try:
        return read_regular(path, str(path))
    except OSError as error:
        raise _unreadable(path, error) from None


def read_regular(path: str | Path, shown: str, *, follow: bool = True) -> bytes:
    """Return what is in a file; AttemptError where it isn't a regular one of bounded size, OSError as it comes.

    ``shown`` is its path as the error is to tell it; a link is refused unless ``follow``.
    """
    descriptor = os.open(path, _FLAGS if follow else _FLAGS | getattr(os, "O_NOFOLLOW", 0))
    try:
        return _read_regular(shown, descriptor)
    finally:
        os.close(descriptor)


def _known(katas: Collection[str]) -> tuple[str, ...]:
    unknown = [kata for kata in katas if kata not in KATAS]
    if unknown:
        raise AttemptError(say("unknown kata {kata!r}: give --kata one of {katas}", kata=unknown[0], katas=_all(KATAS)))
    return tuple(kata for kata in KATAS if kata in katas)


def _is_folder(path: str | Path) -> bool:
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116 (pathlib would make "." of an empty path)
    except (FileNotFoundError, NotADirectoryError):
        raise AttemptError(
            say(
                "no such file or folder: {path!r}; give the path of a folder that holds {files}, or of one file",
                path=str(path),
                files=_all(file_name(kata) for kata in KATAS),
            )
        ) from None
    except OSError as error:
        raise _unreadable(path, error) from None


def _from_folder(folder: str | Path, katas: Sequence[str]) -> dict[str, Source]:
    paths = {kata: Path(folder, file_name(kata)) for kata in katas}
    found = {kata: read_file(path) for kata, path in paths.items() if os.path.lexists(path)}
    if not found:
        files = _any(path.name for path in paths.values())
        raise AttemptError(
            say("nothing to grade in the folder {folder!r}: it should hold {files}", folder=str(folder), files=files)
        )
    return {kata: Source(kata, paths[kata], paths[kata].name, data) for kata, data in found.items()}


def _from_file(path: str | Path, asked: Sequence[str]) -> Source:
    name = Path(path).name
    own = next((kata for kata in KATAS if file_name(kata) == name), None)
    if own is None and len(asked) != 1:
        raise AttemptError(
            say("which kata is in {path!r}? Name it by exactly one --kata ({katas})", path=str(path), katas=_any(KATAS))
        )
    if own and asked and own not in asked:
        raise AttemptError(
            say(
                "{path!r} holds the kata {own}, not {asked}: leave --kata out, or give the other file's path",
                path=str(path),
                own=own,
                asked=asked[0],
            )
        )
    return Source(own or asked[0], Path(path), name, read_file(path))


def _read_regular(path: str, descriptor: int) -> bytes:
    # Asked of the open file: what stands at the path may be another one by now.
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise AttemptError(say("{path!r} isn't a regular file: put the attempt's source text there", path=path))
    with open(descriptor, "rb", closefd=False) as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise AttemptError(
            say(
                "{path!r} is too large: an attempt has at most {most} KiB; give the source file itself",
                path=path,
                most=MAX_BYTES // 1024,
            )
        )
    return data


def _unreadable(path: str | Path, error: OSError) -> AttemptError:
    reason = error.strerror or str(error)
    return AttemptError(
        say("{path!r} cannot be read ({reason}): mend that, or give another path", path=str(path), reason=reason)
    )


def _all(names: Iterable[str]) -> Message:
    first, *rest = names
    listed = say("{name}", name=first)
    for name in rest:
        listed = say("{names} and {name}", names=listed, name=name)
    return listed


def _any(names: Iterable[str]) -> Message:
    first, *rest = names
    listed = say("{name}", name=first)
    for name in rest:
        listed = say("{names} or {name}", names=listed, name=name)
    return listed
