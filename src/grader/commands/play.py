"""`play`: run a kata's program here, in real time."""

import argparse
import os
from pathlib import Path

from grader.attempt import KATAS, read_attempt
from grader.commands.options import add_language, chosen_language, kata_named
from grader.console import tell
from grader.playing import play
from grader.settings import UsageError
from grader.words import Message, say

ABOUT = say("Run a kata's program in this terminal, in real time. Exit code: 0 it ended well, 1 it didn't, 130 Ctrl-C.")
EXERCISES = Path("exercises")
SOLUTIONS = Path(__file__).parents[3] / "solutions"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = ABOUT
    parser.add_argument("kata", nargs="?", metavar="KATA", help=say("one of {katas}", katas=", ".join(KATAS)))
    where = say("a folder, or one file (default: %(default)s)")
    parser.add_argument("--path", type=Path, default=EXERCISES, metavar="PATH", help=where)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--solution", action="store_true", help=say("run the solution instead"))
    which.add_argument("--both", action="store_true", help=say("run the solution afterwards"))
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run what was asked for, one program after the other."""
    language = chosen_language(arguments)
    worst = 0
    for caption, path in _programs(arguments):
        if arguments.both:
            tell(language(caption))
        code = play(path, language)
        if code > 1:  # somebody has enough
            return code
        worst = max(worst, code)
    return worst


def _programs(arguments: argparse.Namespace) -> list[tuple[Message, Path]]:
    kata = _known(arguments.kata)
    programs = []
    if not arguments.solution:
        path = _attempt(kata, arguments.path)
        programs.append((say("your program, {path}:", path=str(path)), path))
    if arguments.solution or arguments.both:
        path = _solution(kata)
        programs.append((say("the solution, {path}:", path=str(path)), path))
    return programs


def _known(kata: str | None) -> str:
    if kata is None:
        raise UsageError(say("which kata is to be played? Give one of {katas}", katas=", ".join(KATAS)))
    return kata_named(kata)


def _attempt(kata: str, given: Path) -> Path:
    path = given / f"{kata}.py" if given.is_dir() else given
    if path.is_dir() or not os.path.lexists(path):
        name = str(path)
        if given == EXERCISES:
            raise UsageError(
                say(
                    "there is no file {name}: get the stub by `nox -s reset -- {kata}`, and write it",
                    name=name,
                    kata=kata,
                )
            )
        raise UsageError(
            say("there is no file {name}: give --path the folder or the file with your program", name=name)
        )
    return read_attempt(path, [kata]).files[kata].path


def _solution(kata: str) -> Path:
    path = SOLUTIONS / f"{kata}.py"
    if not path.is_file():
        raise UsageError(
            say("there is no solution here: this course was handed out without; leave --solution and --both out")
        )
    return _short(path)


def _short(path: Path) -> Path:
    """Return a path as seen from here, if it is below: what a program prints of itself is to fit its line."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
