"""`check`: grade one attempt and report on it."""

import argparse
import os
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from grader.attempt import Attempt, read_attempt
from grader.commands.browser import kept_page, shown
from grader.commands.options import (
    add_attempt,
    add_course,
    add_language,
    chosen_course,
    chosen_language,
    drawn_seed,
    seed_number,
)
from grader.console import look_of, show, target_of, tell, write
from grader.course import counted, weighed
from grader.language import ENGLISH
from grader.reports import DRAWN, FOR_PROGRAMS, FORMATS, Look
from grader.settings import Settings, UsageError
from grader.verdict import Verdict
from grader.words import say

ABOUT = say("Grade one attempt and report on it. Exit code: 0 all passed, 1 not all, 2 wrong usage, 3 grader failed.")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = ABOUT
    add = parser.add_argument
    add_attempt(parser)
    # By a name of its own: argparse would put all of them on one line of the usage, however long.
    form = say("how the report looks: one of {formats} (default: terminal)", formats=", ".join(FORMATS))
    add("--format", choices=FORMATS, metavar="NAME", help=form)
    add("--output", type=Path, metavar="FILE", help=say("write the report to FILE instead of standard output"))
    page = say("show the report as a page in a browser, which implies --format html")
    add("--open", action="store_true", help=page)
    add("--all", action="store_true", help=say("show every failed check in full, not only the first one"))
    plain = say("tell what happened in sentences, without a picture: for a screen reader")
    add("--plain", action="store_true", help=plain)
    seed = say("play the scenarios of this seed again; else a new one is drawn")
    add("--seed", type=seed_number, metavar="N", help=seed)
    real = say("run each kata for real as well, which takes 3.5 s, and compare")
    add("--real", action="store_true", help=real)
    add_course(parser)
    add_language(parser)
    lacking = say("for systems that lack something; chosen by themselves where it isn't there")
    add = parser.add_argument_group(lacking).add_argument
    add("--no-fork", action="store_true", help=say("start a process of its own for each scenario"))
    add("--no-pty", action="store_true", help=say("give the attempt a raw file in place of a terminal"))
    add = parser.add_argument_group(say("for those who write checks")).add_argument
    without = say("leave this check out; repeatable")
    add("--without", action="append", default=[], metavar="CHECK", help=without)


def run(arguments: argparse.Namespace) -> int:
    """Grade one attempt, report on it, and return the verdict's exit code."""
    arguments.format = _format_of(arguments)
    attempt = read_attempt(arguments.path, arguments.kata)
    output = target_of(arguments.output or (kept_page() if arguments.open else None), attempt)
    settings = settings_of(arguments)
    course = chosen_course(arguments)
    # Late, so that wrong usage is answered at once.
    from grader.session import grade  # noqa: PLC0415 - see above

    verdict = counted(weighed(grade(attempt, settings), course), course)
    look = replace(look_of(sys.stdout if output is None else None, os.environ), course=course)
    if output is None:
        show(_report(arguments, verdict, attempt, look))
    else:
        write(output, _report(arguments, verdict, attempt, look))
        language = chosen_language(arguments)
        katas = ", ".join(f"{kata.kata} {kata.status}" for kata in verdict.katas)
        tell(language(say("{katas}; the report is in {path!r}", katas=katas, path=str(output))))
        if arguments.open and not shown(output):
            tell(language(say("no browser can be opened from here: open that file in one yourself")))
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
        scenes=arguments.format in DRAWN,
        pictures=arguments.format == "html",
    )
    if settings.real and not (settings.fork and settings.pty):
        raise UsageError(
            say("--real needs a system with fork and pseudo-terminals, and neither switched off: leave it out")
        )
    return settings


def _report(arguments: argparse.Namespace, verdict: Verdict, attempt: Attempt, look: Look) -> str:
    # Only the format that is asked for is imported: rich alone takes as long as the rest of this program.
    render = import_module(f"grader.reports.{arguments.format}").render
    # What programs read doesn't change with the reader's locale, but with what they ask for.
    default = ENGLISH if arguments.format in FOR_PROGRAMS else None
    tongue = chosen_language(arguments, default)
    wanted = replace(look, language=tongue, plain=arguments.plain, everything=arguments.all, sources=attempt.files)
    text: str = render(verdict, wanted)
    return text
