"""`reset`: put a kata's stub back, and keep beside it what was there."""

import argparse
from pathlib import Path

from grader.attempt import KATAS
from grader.commands.options import add_language, chosen_language, kata_named
from grader.console import show
from grader.language import LANGUAGES, Language
from grader.reports import visible
from grader.resetting import Reset, reset, stub
from grader.settings import UsageError
from grader.words import Message, say

ABOUT = say("Put a kata's stub back. What was there is kept beside it, under a name that says so.")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = ABOUT
    parser.add_argument("katas", nargs="*", metavar="KATA", help=say("any of {katas}", katas=", ".join(KATAS)))
    parser.add_argument("--all", action="store_true", help=say("put all stubs back"))
    parser.add_argument(
        "--path", type=Path, default=Path("exercises"), metavar="FOLDER", help=say("where (default: %(default)s)")
    )
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Put the stubs of the katas back that were asked for, and say where the old files are."""
    language = chosen_language(arguments)
    for kata in _asked(arguments):
        path = arguments.path / f"{kata}.py"
        done = reset(path, stub(kata, language.code), [stub(kata, code) for code in LANGUAGES])
        _tell(done, language)
    return 0


def _asked(arguments: argparse.Namespace) -> tuple[str, ...]:
    named = [kata_named(given) for given in arguments.katas]
    if not named and not arguments.all:
        katas = ", ".join(KATAS)
        raise UsageError(say("which kata is to begin anew? Give one of {katas}, or --all for each", katas=katas))
    return tuple(kata for kata in KATAS if arguments.all or kata in named)


def _tell(done: Reset, language: Language) -> None:
    show("".join(f"{visible(language(sentence))}\n" for sentence in _sentences(done)))


def _sentences(done: Reset) -> list[Message]:
    path = str(done.path)
    if done.same:
        return [say("{path} is the stub already: nothing was changed", path=path)]
    if done.kept is None:
        return [say("{path} is the stub now", path=path)]
    return [
        say("{path} is the stub now; what was there is in {kept}", path=path, kept=str(done.kept)),
        say("to have it back, rename it: {kept} to {path}", path=path, kept=str(done.kept)),
    ]
