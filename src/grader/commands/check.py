"""`check`: grade one attempt and report on it."""

import argparse
import os
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from grader.attempt import KATAS, Attempt, read_attempt
from grader.commands.browser import kept_page, shown
from grader.commands.options import add_language, chosen_language, drawn_seed, seed_number
from grader.console import look_of, show, target_of, tell, write
from grader.language import ENGLISH
from grader.reports import FORMATS, Look
from grader.settings import Settings, UsageError
from grader.verdict import Verdict
from grader.words import say

ABOUT = "Grade one attempt and report on it. Exit code: 0 all passed, 1 not all, 2 wrong usage, 3 grader failed."


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = ABOUT
    add = parser.add_argument
    add("path", nargs="?", default="exercises", metavar="PATH", help="a folder, or one file (default: %(default)s)")
    add("--kata", action="append", default=[], metavar="NAME", help=f"only this one of {', '.join(KATAS)}; repeatable")
    add("--format", choices=FORMATS, help="how the report looks (default: terminal)")
    add("--output", type=Path, metavar="FILE", help="write the report to FILE instead of standard output")
    add("--open", action="store_true", help="show the report as a page in a browser, which implies --format html")
    add("--all", action="store_true", help="show every failed check in full, not only the first one")
    add("--plain", action="store_true", help="tell what happened in sentences, without a picture: for a screen reader")
    add("--seed", type=seed_number, metavar="N", help="play the scenarios of this seed again; else a new one is drawn")
    add("--real", action="store_true", help="run each kata for real as well, which takes 3.5 s, and compare")
    add_language(parser)
    advanced = parser.add_argument_group("for systems that lack something; chosen by themselves where it isn't there")
    advanced.add_argument("--no-fork", action="store_true", help="start a process of its own for each scenario")
    advanced.add_argument("--no-pty", action="store_true", help="give the attempt a raw file in place of a terminal")
    authors = parser.add_argument_group("for those who write checks")
    authors.add_argument(
        "--without", action="append", default=[], metavar="CHECK", help="leave this check out; repeatable"
    )


def run(arguments: argparse.Namespace) -> int:
    """Grade one attempt, report on it, and return the verdict's exit code."""
    arguments.format = _format_of(arguments)
    attempt = read_attempt(arguments.path, arguments.kata)
    output = target_of(arguments.output or (kept_page() if arguments.open else None), attempt)
    settings = settings_of(arguments)
    # Late, so that wrong usage is answered at once.
    from grader.session import grade  # noqa: PLC0415

    verdict = grade(attempt, settings)
    if output is None:
        show(_report(arguments, verdict, attempt, look_of(sys.stdout, os.environ)))
    else:
        write(output, _report(arguments, verdict, attempt, look_of(None, os.environ)))
        tell(f"{', '.join(f'{kata.kata} {kata.status}' for kata in verdict.katas)}; the report is in {str(output)!r}")
        if arguments.open and not shown(output):
            tell(say("no browser can be opened from here: open that file in one yourself"))
    return verdict.exit_code


def _format_of(arguments: argparse.Namespace) -> str:
    """Return the format; `UsageError` where a browser is to show one that is no page."""
    form: str = arguments.format or ("html" if arguments.open else "terminal")
    if arguments.open and form != "html":
        raise UsageError(
            say(
                "--open shows a page in a browser, and --format {format} makes none: leave out one of the two, "
                "or give --format html",
                format=form,
            )
        )
    return form


def settings_of(arguments: argparse.Namespace) -> Settings:
    """Return how to grade; `UsageError` where this system can't do it so."""
    settings = Settings(
        seed=drawn_seed() if arguments.seed is None else arguments.seed,
        fork=hasattr(os, "fork") and not arguments.no_fork,
        pty=hasattr(os, "openpty") and not arguments.no_pty,
        real=arguments.real,
        without=frozenset(arguments.without),
        pictures=arguments.format == "html",
    )
    if settings.real and not (settings.fork and settings.pty):
        raise UsageError("--real needs a system with fork and pseudo-terminals, and neither switched off: leave it out")
    return settings


def _report(arguments: argparse.Namespace, verdict: Verdict, attempt: Attempt, look: Look) -> str:
    # Only the format that is asked for is imported: rich alone takes as long as the rest of this program.
    render = import_module(f"grader.reports.{arguments.format}").render
    # What programs read doesn't change with the reader's locale, but with what they ask for.
    default = ENGLISH if arguments.format == "json" else None
    tongue = chosen_language(arguments, default)
    wanted = replace(look, language=tongue, plain=arguments.plain, everything=arguments.all, sources=attempt.files)
    text: str = render(verdict, wanted)
    return text
