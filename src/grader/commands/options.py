"""Options that several commands have."""

import argparse
import os
from pathlib import Path

from grader.attempt import KATAS
from grader.language import LANGUAGES, Language, language, preferred
from grader.settings import UsageError
from grader.words import say

MAX_SEED = 999_999_999


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add `--lang`."""
    parser.add_argument("--lang", choices=LANGUAGES, help="the language to answer in (default: that of the locale)")


def chosen_language(arguments: argparse.Namespace, default: Language | None = None) -> Language:
    """Return the language that was asked for; else ``default``, or where there is none that of the locale."""
    if arguments.lang is None and default is not None:
        return default
    return language(arguments.lang or preferred(os.environ))


def kata_named(given: str) -> str:
    """Return the kata that somebody means by a name, the path of its file, or the last word of its name."""
    name = Path(given).stem
    found = next((kata for kata in KATAS if name in (kata, kata.removeprefix("spinner_"))), None)
    if found is None:
        katas = ", ".join(KATAS)
        raise UsageError(say("there is no kata {given!r}: give one of {katas}", given=given, katas=katas))
    return found


def seed_number(text: str) -> int:
    """Return a seed as a number; `argparse.ArgumentTypeError` for anything else."""
    if not (text.isdecimal() and int(text[:12]) <= MAX_SEED):
        msg = f"{text!r} isn't a whole number from 0 to {MAX_SEED}"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def drawn_seed() -> int:
    """Draw a seed."""
    import random  # noqa: PLC0415 (who gives a seed needn't wait for it)

    return random.SystemRandom().randint(1, 999_999)
