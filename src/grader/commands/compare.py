"""`compare`: hold an attempt against the solution, or against another attempt."""

import argparse
import os
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from grader.attempt import Attempt, read_attempt
from grader.commands.options import add_attempt, add_language, chosen_language, drawn_seed, seed_number
from grader.console import look_of, show, target_of, tell, write
from grader.reports import Look
from grader.reports.comparison import FORMATS
from grader.repository import Repository
from grader.settings import Settings, UsageError
from grader.words import say

if TYPE_CHECKING:
    from grader.comparing.comparison import Comparison

ABOUT = say(
    "Hold an attempt against the solution, scenario by scenario. "
    "Exit code: 0 nothing that matters differs (what the grader can't tell doesn't count), "
    "1 something does, or one of the two can't be played as a whole, 2 wrong usage, 3 grader failed."
)
SOLUTIONS = Repository().solutions


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = ABOUT
    add = parser.add_argument
    add_attempt(parser)
    other = say("compare with this attempt, a folder or one file, and not with the solution")
    add("--with", dest="other", metavar="OTHER", help=other)
    form = say("how the comparison looks (default: terminal)")
    add("--format", choices=FORMATS, default="terminal", help=form)
    add("--output", type=Path, metavar="FILE", help=say("write the comparison to FILE instead of standard output"))
    add(
        "--all", action="store_true", help=say("show every scenario in which they differ in full, and all that differs")
    )
    plain = say("tell what happened in sentences, without a picture: for a screen reader")
    add("--plain", action="store_true", help=plain)
    seed = say("play the scenarios of this seed again; else a new one is drawn")
    add("--seed", type=seed_number, metavar="N", help=seed)
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compare, report on it, and return the exit code."""
    attempt = read_attempt(arguments.path, arguments.kata)
    other = read_attempt(arguments.other, attempt.katas) if arguments.other is not None else None
    references = _solutions(attempt, needed=other is None)
    output = target_of(target_of(arguments.output, attempt), other or attempt)
    seed = drawn_seed() if arguments.seed is None else arguments.seed
    settings = Settings(seed, fork=hasattr(os, "fork"), pty=hasattr(os, "openpty"))
    # Late, so that wrong usage is answered at once.
    from grader.comparing.between import compare  # noqa: PLC0415 - see above

    comparison = compare(attempt, other, references.files if references else {}, settings)
    if output is None:
        show(_report(arguments, comparison, attempt, look_of(sys.stdout, os.environ)))
        return comparison.exit_code
    write(output, _report(arguments, comparison, attempt, look_of(None, os.environ)))
    from grader.reports.comparison.words import heading_of  # noqa: PLC0415 - after the work

    language = chosen_language(arguments)
    told = say("{outcome} The comparison is in {path!r}", outcome=heading_of(comparison), path=str(output))
    tell(language(told))
    return comparison.exit_code


def _solutions(attempt: Attempt, *, needed: bool) -> Attempt | None:
    """Return the solutions of the attempt's katas; None where there are none, as in a course that was handed out."""
    if any((SOLUTIONS / f"{kata}.py").is_file() for kata in attempt.katas):
        return read_attempt(SOLUTIONS, attempt.katas)
    if needed:
        raise UsageError(
            say("there is no solution here to compare with: name another attempt by --with, a folder or one file")
        )
    return None


def _report(arguments: argparse.Namespace, comparison: "Comparison", attempt: Attempt, look: Look) -> str:
    render = import_module(f"grader.reports.comparison.{arguments.format}").render
    language = chosen_language(arguments)
    wanted = replace(look, language=language, plain=arguments.plain, everything=arguments.all, sources=attempt.files)
    text: str = render(comparison, wanted)
    return text
