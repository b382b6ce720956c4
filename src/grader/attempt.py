"""Find an attempt and read it: each file once, as bytes, if it is a regular file of bounded size.

Everything after this works on these bytes, so that nobody can change the attempt while it is graded.
"""

import io
import os
import stat
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

KATAS = ("spinner_thread", "spinner_asyncio")
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
        import tokenize  # noqa: PLC0415

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


def _known(katas: Collection[str]) -> tuple[str, ...]:
    unknown = [kata for kata in katas if kata not in KATAS]
    if unknown:
        msg = f"unknown kata {unknown[0]!r}: give --kata one of {_listed(KATAS)}"
        raise AttemptError(msg)
    return tuple(kata for kata in KATAS if kata in katas)


def _is_folder(path: str | Path) -> bool:
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116 (pathlib would make "." of an empty path)
    except (FileNotFoundError, NotADirectoryError):
        files = _listed(_file_name(kata) for kata in KATAS)
        msg = f"no such file or folder: {str(path)!r}; give the path of a folder that holds {files}, or of one file"
        raise AttemptError(msg) from None
    except OSError as error:
        raise _unreadable(path, error) from None


def _from_folder(folder: str | Path, katas: Sequence[str]) -> dict[str, Source]:
    paths = {kata: Path(folder, _file_name(kata)) for kata in katas}
    found = {kata: _read(path) for kata, path in paths.items() if os.path.lexists(path)}
    if not found:
        files = _listed((path.name for path in paths.values()), "or")
        msg = f"nothing to grade in the folder {str(folder)!r}: it should hold {files}"
        raise AttemptError(msg)
    return {kata: Source(kata, paths[kata], paths[kata].name, data) for kata, data in found.items()}


def _from_file(path: str | Path, asked: Sequence[str]) -> Source:
    name = Path(path).name
    own = next((kata for kata in KATAS if _file_name(kata) == name), None)
    if own is None and len(asked) != 1:
        msg = f"which kata is in {str(path)!r}? Name it by exactly one --kata ({_listed(KATAS, 'or')})"
        raise AttemptError(msg)
    if own and asked and own not in asked:
        msg = f"{str(path)!r} holds the kata {own}, not {asked[0]}: leave --kata out, or give the other file's path"
        raise AttemptError(msg)
    return Source(own or asked[0], Path(path), name, _read(path))


def _read(path: str | Path) -> bytes:
    try:
        descriptor = os.open(path, _FLAGS)
        try:
            return _read_regular(path, descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise _unreadable(path, error) from None


def _read_regular(path: str | Path, descriptor: int) -> bytes:
    # Asked of the open file: what stands at the path may be another one by now.
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        msg = f"{str(path)!r} isn't a regular file: put the attempt's source text there"
        raise AttemptError(msg)
    with open(descriptor, "rb", closefd=False) as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        msg = f"{str(path)!r} is too large: an attempt has at most {MAX_BYTES // 1024} KiB; give the source file itself"
        raise AttemptError(msg)
    return data


def _unreadable(path: str | Path, error: OSError) -> AttemptError:
    reason = error.strerror or str(error)
    return AttemptError(f"{str(path)!r} cannot be read ({reason}): mend that, or give another path")


def _file_name(kata: str) -> str:
    return f"{kata}.py"


def _listed(names: Iterable[str], word: str = "and") -> str:
    return f" {word} ".join(names)
