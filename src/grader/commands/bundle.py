"""`bundle`: make the zip file that another service runs the grader from."""

import argparse
import os
from pathlib import Path

from grader.bundles.archive import packed
from grader.bundles.gradescope import members
from grader.commands.options import COURSE, add_course, add_language, chosen_language, drawn_seed, seed_number
from grader.console import show, target_of, write
from grader.course import read_course
from grader.language import ENGLISH
from grader.reports import visible
from grader.words import say

ABOUT = say("Make the zip file that another service runs the grader from; docs/gradescope.md tells what to do with it.")
SERVICES = ("gradescope",)


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = ABOUT
    parser.add_argument(
        "service", choices=SERVICES, metavar="SERVICE", help=say("one of: {names}", names=", ".join(SERVICES))
    )
    about = say("where to write it (default: SERVICE.zip)")
    parser.add_argument("--output", type=Path, metavar="FILE", help=about)
    add_course(parser)
    seed = say("play the scenarios of this seed with every submission; else one is drawn now, for all of them")
    parser.add_argument("--seed", type=seed_number, metavar="N", help=seed)
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Make the bundle, and say what is in it."""
    wanted = Path(arguments.output or f"{arguments.service}.zip")
    target = target_of(wanted)
    assert target  # noqa: S101 (for the type checker)
    course = _course(arguments.course)
    seed = drawn_seed() if arguments.seed is None else arguments.seed
    # What learners read there doesn't depend on the locale in which the bundle is made.
    found = members(seed, chosen_language(arguments, ENGLISH), course)
    data = packed(found)
    write(target, data)
    told = say(
        "{path}: {count} files, {size} KiB, seed {seed}; docs/gradescope.md tells what to do with it",
        path=str(wanted),
        count=len(found),
        size=-(-len(data) // 1024),
        seed=seed,
    )
    show(f"{visible(chosen_language(arguments)(told))}\n")
    return 0


def _course(given: Path | None) -> bytes | None:
    """Return the bytes of the course's terms, if there are any and they are right."""
    if given is None and not os.path.lexists(COURSE):
        return None
    path = given or COURSE
    read_course(path)
    return path.read_bytes()
