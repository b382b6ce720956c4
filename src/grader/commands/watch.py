"""`watch`: grade again with every save, and keep the last verdict on the screen."""

import argparse
import asyncio
import os
import sys
from pathlib import Path

from grader.attempt import read_attempt
from grader.commands.options import (
    add_attempt,
    add_course,
    add_language,
    chosen_course,
    chosen_language,
    drawn_seed,
    seed_number,
)
from grader.settings import Settings, UsageError
from grader.words import say

ABOUT = say("Grade again with every save. Exit code: 0 after q, 130 after Ctrl-C, 2 wrong usage, 3 grader failed.")
NO_TERMINAL = say("watch needs a terminal, for its keys and its screen: run it in one, or use `nox -s check` here")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = ABOUT
    add = parser.add_argument
    add_attempt(parser)
    add("--plain", action="store_true", help=say("one report after another, in sentences: for a screen reader"))
    seed = say("play the scenarios of this seed; else one is drawn and kept")
    add("--seed", type=seed_number, metavar="N", help=seed)
    add_course(parser)
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Watch until the learner has enough."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        raise UsageError(NO_TERMINAL)
    attempt = read_attempt(arguments.path, arguments.kata)
    paths = {kata: _path(attempt.label, kata) for kata in attempt.katas}
    settings = Settings(
        seed=drawn_seed() if arguments.seed is None else arguments.seed,
        fork=hasattr(os, "fork"),
        pty=hasattr(os, "openpty"),
    )
    course = chosen_course(arguments)
    # Late, so that wrong usage is answered at once.
    from grader.live.desk import stay  # noqa: PLC0415 - see above

    language = chosen_language(arguments)
    return asyncio.run(stay(attempt.label, paths, settings, course, language, plain=arguments.plain))


def _path(label: str, kata: str) -> Path:
    path = Path(label)
    return path / f"{kata}.py" if path.is_dir() else path
