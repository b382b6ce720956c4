"""Options that several commands have."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from grader.attempt import KATAS
from grader.console import encoding_of
from grader.course import Course, read_course
from grader.language import LANGUAGES, Language, language, preferred
from grader.settings import UsageError
from grader.words import say

COURSE = Path(__file__).parents[3] / "course.toml"
MAX_SEED = 999_999_999
MAX_DIGITS = 12


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add `--lang`."""
    about = say("the language to answer in (default: that of the locale)")
    parser.add_argument("--lang", choices=LANGUAGES, help=about)


def add_attempt(parser: argparse.ArgumentParser) -> None:
    """Add what is to be graded: a path, and `--kata`."""
    path = say("a folder, or one file (default: %(default)s)")
    parser.add_argument("path", nargs="?", default="exercises", metavar="PATH", help=path)
    about = say("only this one of {katas}; repeatable", katas=", ".join(KATAS))
    parser.add_argument("--kata", action="append", default=[], metavar="NAME", help=about)


def add_course(parser: argparse.ArgumentParser) -> None:
    """Add `--course`."""
    about = say("the course's terms: points, weights, what it takes to pass (default: course.toml in the repository)")
    parser.add_argument("--course", type=Path, metavar="FILE", help=about)


def chosen_course(arguments: argparse.Namespace) -> Course:
    """Return the terms that were asked for; else those of the repository's own file, or where it has none the usual."""
    if arguments.course is None and not os.path.lexists(COURSE):
        return Course()
    return read_course(arguments.course or COURSE)


def language_of(given: Sequence[str], environ: Mapping[str, str]) -> Language:
    """Return the language of what is said before arguments are parsed, and where they can't be."""
    asked = [after for option, after in pairwise(given) if option == "--lang"]
    asked += [option.removeprefix("--lang=") for option in given if option.startswith("--lang=")]
    return language(asked[-1] if asked and asked[-1] in LANGUAGES else _of_locale(environ))


def chosen_language(arguments: argparse.Namespace, default: Language | None = None) -> Language:
    """Return the language that was asked for; else ``default``, or where there is none that of the locale."""
    if arguments.lang is None and default is not None:
        return default
    return language(arguments.lang or _of_locale(os.environ))


def _of_locale(environ: Mapping[str, str]) -> str:
    """Return the language of the locale; only Windows says it elsewhere than in the environment."""
    encoding = encoding_of(sys.stdout) if sys.stdout else "utf-8"
    if os.name != "nt":
        return preferred(environ, encoding)
    import locale  # noqa: PLC0415 - nobody else pays for it

    return preferred(environ, encoding, locale.getlocale()[0] or "")


def kata_named(given: str) -> str:
    """Return the kata that somebody means by a name, the path of its file, or the last word of its name alone."""
    name = Path(given).stem
    meant = [name] if name in KATAS else [kata for kata in KATAS if kata.endswith(f"_{name}")]
    if len(meant) != 1:
        katas = ", ".join(KATAS)
        raise UsageError(say("there is no kata {given!r}: give one of {katas}", given=given, katas=katas))
    return meant[0]


def folder_named(text: str) -> Path:
    """Return a folder's path; `argparse.ArgumentTypeError` for none: a `Path` would make the working folder of it."""
    if not text:
        # `grader.commands.parsing` knows this text, too.
        raise argparse.ArgumentTypeError("an empty path is no folder's")
    return Path(text)


def seed_number(text: str) -> int:
    """Return a seed as a number; `argparse.ArgumentTypeError` for anything else."""
    return whole_number(text, 0, MAX_SEED)


def whole_number(text: str, least: int, most: int) -> int:
    """Return a number from ``least`` to ``most``; `argparse.ArgumentTypeError` for anything else."""
    # What is longer is none, zeros or not; nor is a text of a million digits made a number to find that out.
    if not (text.isdecimal() and len(text) <= MAX_DIGITS and least <= int(text) <= most):
        # `grader.commands.parsing` knows this text: argparse would take no message of ours as it is.
        msg = f"{text!r} isn't a whole number from {least} to {most}"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def drawn_seed() -> int:
    """Draw a seed."""
    import random  # noqa: PLC0415 (who gives a seed needn't wait for it)

    return random.SystemRandom().randint(1, 999_999)
