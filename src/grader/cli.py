"""The command line: `python -m grader COMMAND`. The one place that prints, and the one that knows exit codes.

0: every kata that was graded passed. 1: some didn't. 2: wrong usage, or nothing to grade. 3: the grader itself failed.
"""

import argparse
import contextlib
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn, TextIO

from grader.attempt import KATAS, Attempt, AttemptError, read_attempt
from grader.reports import FORMATS, visible
from grader.settings import Settings, UsageError
from grader.verdict import Verdict

USAGE, BROKEN_GRADER, INTERRUPTED = 2, 3, 130
MAX_SEED = 999_999_999
NARROWEST, USUAL, WIDEST = 40, 80, 110


class OutputError(UsageError):
    """The report cannot go where it should."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; argparse raises SystemExit(2) for arguments that it can't read."""
    arguments = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except (AttemptError, UsageError) as error:
        _say(str(error))
        return USAGE
    except KeyboardInterrupt:
        _say("interrupted: no verdict")
        return INTERRUPTED
    except BaseException as error:  # noqa: BLE001 (a stray SystemExit, too: its code must not pass for a verdict)
        _say_broken(error)
        return BROKEN_GRADER


def check(arguments: argparse.Namespace) -> int:
    """Grade one attempt, report on it, and return the verdict's exit code."""
    attempt = read_attempt(arguments.path, arguments.kata)
    output = _output(arguments.output, attempt)
    settings = _settings(arguments)
    # Late, so that wrong usage is answered at once.
    from grader.session import grade  # noqa: PLC0415

    verdict = grade(attempt, settings)
    if output is None:
        _print(_report(arguments.format, verdict, attempt, sys.stdout))
    else:
        _write(output, _report(arguments.format, verdict, attempt, None))
        _say(f"{', '.join(f'{kata.kata} {kata.status}' for kata in verdict.katas)}; the report is in {str(output)!r}")
    return verdict.exit_code


def _settings(arguments: argparse.Namespace) -> Settings:
    settings = Settings(
        seed=_drawn_seed() if arguments.seed is None else arguments.seed,
        fork=hasattr(os, "fork") and not arguments.no_fork,
        pty=hasattr(os, "openpty") and not arguments.no_pty,
        real=arguments.real,
        without=frozenset(arguments.without),
    )
    if settings.real and not (settings.fork and settings.pty):
        raise UsageError("--real needs a system with fork and pseudo-terminals, and neither switched off: leave it out")
    return settings


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"grader: {visible(message)} (see: {self.prog} --help)\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m grader", description="Grade attempts at the katas.", allow_abbrev=False)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", help="what to do (COMMAND --help says more)")
    about = "Grade one attempt and report on it. Exit code: 0 all passed, 1 not all, 2 wrong usage, 3 grader failed."
    _add_check(commands.add_parser("check", help="grade one attempt", description=about, allow_abbrev=False))
    return parser


def _add_check(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("path", nargs="?", default="exercises", metavar="PATH", help="a folder, or one file (default: %(default)s)")
    add("--kata", action="append", default=[], metavar="NAME", help=f"only this one of {', '.join(KATAS)}; repeatable")
    add("--format", choices=FORMATS, default="terminal", help="how the report looks (default: %(default)s)")
    add("--output", type=Path, metavar="FILE", help="write the report to FILE instead of standard output")
    add("--seed", type=_seed, metavar="N", help="play the scenarios of this seed again; a new one is drawn otherwise")
    add("--real", action="store_true", help="run each kata for real as well, which takes 3.5 s, and compare")
    advanced = parser.add_argument_group("for systems that lack something; chosen by themselves where it isn't there")
    advanced.add_argument("--no-fork", action="store_true", help="start a process of its own for each scenario")
    advanced.add_argument("--no-pty", action="store_true", help="give the attempt a raw file in place of a terminal")
    authors = parser.add_argument_group("for those who write checks")
    authors.add_argument(
        "--without", action="append", default=[], metavar="CHECK", help="leave this check out; repeatable"
    )
    parser.set_defaults(run=check)


def _seed(text: str) -> int:
    if not (text.isdecimal() and int(text[:12]) <= MAX_SEED):
        msg = f"{text!r} isn't a whole number from 0 to {MAX_SEED}"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def _drawn_seed() -> int:
    import random  # noqa: PLC0415 (who gives a seed needn't wait for it)

    return random.SystemRandom().randint(1, 999_999)


def _report(name: str, verdict: Verdict, attempt: Attempt, stream: TextIO | None) -> str:
    # Only the format that is asked for is imported: rich alone takes as long as the rest of this program.
    if name != "terminal":
        render: Callable[[Verdict], str] = import_module(f"grader.reports.{name}").render
        return render(verdict)
    from grader.reports import terminal  # noqa: PLC0415

    if stream is None:
        return terminal.render(verdict, colour=False, width=USUAL, sources=attempt.files)
    return terminal.render(
        verdict,
        colour=wants_colour(stream, os.environ),
        width=min(max(shutil.get_terminal_size((USUAL, 24)).columns, NARROWEST), WIDEST),
        sources=attempt.files,
        encoding=_encoding(stream),
    )


def _encoding(stream: TextIO) -> str:
    return stream.encoding or "utf-8"  # io.StringIO has none


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


def _print(text: str) -> None:
    stream = sys.stdout
    if stream is None:  # closed by whoever started us
        return
    try:
        # What this encoding can't say is escaped rather than fatal.
        stream.write(text.encode(_encoding(stream), "backslashreplace").decode(_encoding(stream)))
        stream.flush()
    except BrokenPipeError:  # `| head` has seen enough: the exit code is still the verdict's
        _discard(stream)
    except OSError as error:
        _discard(stream)
        msg = f"the report can't be written to standard output ({error.strerror}); try --output FILE"
        raise OutputError(msg) from None


def _discard(stream: TextIO) -> None:
    # What is left in the buffer is flushed once more as Python ends: that would fail again, with exit code 120.
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream.fileno())
    os.close(null)


def _output(path: Path | None, attempt: Attempt) -> Path | None:
    """Return where to write, links followed; raise OutputError before the work is done rather than after it."""
    if path is None:
        return None
    target = Path(os.path.realpath(path))  # else a link (/dev/stdout is one) would be replaced by the report
    try:
        problem = _problem(target, attempt)
    except OSError as error:
        problem = f"{error.strerror}; name another file"
    if problem:
        msg = f"can't write the report to {str(path)!r}: {problem}"
        raise OutputError(msg)
    return target


def _problem(target: Path, attempt: Attempt) -> str | None:
    if not target.parent.is_dir():
        return f"there is no folder {str(target.parent)!r}; create it, or name another file"
    if target.exists() and not target.is_file():
        return "it isn't a regular file; name another one, or leave --output out to see the report"
    if target.exists() and any(target.samefile(source.path) for source in attempt.files.values()):
        return "it is the attempt itself; name another file"
    if not os.access(target if target.exists() else target.parent, os.W_OK):
        return "you aren't allowed to; name another file"
    return None


def _write(target: Path, text: str) -> None:
    """Write the whole report or nothing: who reads `target` meanwhile finds the old one or the new one."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with draft.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        draft.replace(target)
    except OSError as error:
        msg = f"can't write the report to {str(target)!r} ({error.strerror}); name another file"
        raise OutputError(msg) from None
    finally:
        draft.unlink(missing_ok=True)


def _say(line: str) -> None:
    _tell(f"grader: {line}\n")


def _say_broken(error: BaseException) -> None:
    _tell("".join(traceback.format_exception(error)))
    what = " ".join(f"{type(error).__name__}: {error}".split())
    _say(f"the grader itself failed: {what}; this is not your program's fault")


def _tell(text: str) -> None:
    # Escaped, since a message may quote the attempt. Who closed standard error doesn't want to hear of it.
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(visible(text))
