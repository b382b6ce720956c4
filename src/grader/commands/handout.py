"""`handout`: write the course as learners get it, without the solutions."""

import argparse
from pathlib import Path

from grader.commands.options import add_language, chosen_language
from grader.console import show
from grader.handing_out import hand_out, handed_out
from grader.reports import visible
from grader.words import say

ABOUT = say(
    "Write the course as learners get it into a new folder: stubs, lesson, checks and grader, without the solutions."
)


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = ABOUT
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=say("where; it must be new, or empty"))
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the course, and say what to do next; return 0."""
    language = chosen_language(arguments)
    folder: Path = arguments.folder
    files = handed_out(language.code)
    hand_out(folder, files)
    said = [
        say(
            "the course is in {folder}: {count} files, and none of the solutions", folder=str(folder), count=len(files)
        ),
        say("try it there: {command}", command="nox -s check"),
        say(
            "learners hand in what is in its exercises; a folder of all that is graded by {command}",
            command="nox -s grade -- SUBMISSIONS --output RESULTS",
        ),
    ]
    show("".join(f"{visible(language(sentence))}\n" for sentence in said))
    return 0
