"""Where words go: standard output, standard error, or a file. The one place that prints.

What is shown on a terminal depends on the terminal: colours, width, encoding. That is found out here and handed to the
reports as a `Look`.
"""

import contextlib
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from grader.attempt import Attempt
from grader.language import ENGLISH, Language
from grader.reports import Look, visible
from grader.settings import UsageError
from grader.words import Message, say

NARROWEST, USUAL, WIDEST = 40, 80, 110


class OutputError(UsageError):
    """The report cannot go where it should."""


def look_of(stream: TextIO | None, environ: Mapping[str, str], language: Language = ENGLISH) -> Look:
    """Return how a report to ``stream`` should look; None stands for a file, which looks the same everywhere."""
    if stream is None:
        return Look(language)
    columns = shutil.get_terminal_size((USUAL, 24)).columns
    return Look(
        language,
        width=min(max(columns, NARROWEST), WIDEST),
        colour=wants_colour(stream, environ),
        encoding=encoding_of(stream),
        poor=is_poor(stream, environ),
    )


def is_poor(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Return whether drawings should be in ASCII, whatever the stream could say: the terminal or the locale is poor.

    Python writes UTF-8 in the locale C, too; who has chosen that locale hasn't chosen UTF-8.
    """
    chosen = environ.get("LC_ALL") or environ.get("LANG") or ""
    return chosen in {"C", "POSIX"} or (environ.get("TERM") in {"dumb", "linux"} and stream.isatty())


def encoding_of(stream: TextIO) -> str:
    """Return a stream's encoding; io.StringIO has none, and takes anything."""
    return stream.encoding or "utf-8"


def wants_colour(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Return whether a report to `stream` is in colour: on a terminal, unless NO_COLOR or TERM=dumb say otherwise.

    FORCE_COLOR makes it so anywhere but against NO_COLOR. An old Windows console shows escape sequences as rubbish.
    """
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return environ["FORCE_COLOR"] != "0"
    understood = os.name != "nt" or "WT_SESSION" in environ or "TERM" in environ
    return understood and environ.get("TERM") != "dumb" and stream.isatty()


def show(text: str) -> None:
    """Write to standard output; `OutputError` where that can't be done."""
    stream = sys.stdout
    if stream is None:  # closed by whoever started us
        return
    try:
        # What this encoding can't say is escaped rather than fatal.
        stream.write(text.encode(encoding_of(stream), "backslashreplace").decode(encoding_of(stream)))
        stream.flush()
    except BrokenPipeError:  # `| head` has seen enough: the exit code is still the verdict's
        _discard(stream)
    except OSError as error:
        _discard(stream)
        raise OutputError(
            say("the report can't be written to standard output ({reason}); try --output FILE", reason=error.strerror)
        ) from None


def _discard(stream: TextIO) -> None:
    # What is left in the buffer is flushed once more as Python ends: that would fail again, with exit code 120.
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream.fileno())
    os.close(null)


def target_of(path: Path | None, attempt: Attempt | None = None) -> Path | None:
    """Return where to write, links followed; raise OutputError before the work is done rather than after it.

    Where there is an attempt, it is none of its files.
    """
    if path is None:
        return None
    target = Path(os.path.realpath(path))  # else a link (/dev/stdout is one) would be replaced by the report
    try:
        problem = _problem(target, attempt)
    except OSError as error:
        problem = say("{reason}; name another file", reason=error.strerror)
    if problem:
        raise OutputError(say("can't write to {path!r}: {problem}", path=str(path), problem=problem))
    return target


def _problem(target: Path, attempt: Attempt | None) -> Message | None:
    if not target.parent.is_dir():
        return say("there is no folder {folder!r}; create it, or name another file", folder=str(target.parent))
    if target.exists() and not target.is_file():
        return say("it isn't a regular file; name another one, or leave --output out")
    if attempt and target.exists() and any(target.samefile(source.path) for source in attempt.files.values()):
        return say("it is the attempt itself; name another file")
    if not os.access(target if target.exists() else target.parent, os.W_OK):
        return say("you aren't allowed to; name another file")
    return None


def write(target: Path, data: str | bytes) -> None:
    """Write all of it or nothing: who reads `target` meanwhile finds the old one or the new one."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with draft.open("xb") as file:
            file.write(data.encode("utf-8") if isinstance(data, str) else data)
        draft.replace(target)
    except OSError as error:
        raise OutputError(
            say("can't write to {path!r} ({reason}); name another file", path=str(target), reason=error.strerror)
        ) from None
    finally:
        draft.unlink(missing_ok=True)


def tell(line: str) -> None:
    """Say one line on standard error."""
    tell_raw(f"grader: {line}\n")


def tell_raw(text: str) -> None:
    """Write to standard error, escaped, since a message may quote the attempt."""
    # Who closed standard error doesn't want to hear of it.
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(visible(text))
