"""The command line: `python -m grader COMMAND`. Knows the exit codes, and what is said where there is no verdict.

0: every kata that was graded passed. 1: some didn't. 2: wrong usage, or nothing to grade. 3: the grader itself failed.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module

from grader.attempt import AttemptError
from grader.commands import COMMANDS
from grader.commands.options import language_of
from grader.commands.parsing import USAGE, Parser
from grader.console import tell, tell_raw
from grader.language import Language
from grader.settings import UsageError
from grader.words import say

BROKEN_GRADER, INTERRUPTED = 3, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; argparse raises SystemExit(2) for arguments that it can't read."""
    given = list(sys.argv[1:] if argv is None else argv)
    language = language_of(given, os.environ)
    arguments = _parsed(given, language)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except (AttemptError, UsageError) as error:
        tell(language(error.args[0]))  # as it was said: the exception's own text is in English
        return USAGE
    except KeyboardInterrupt:
        tell(language(say("interrupted: no verdict")))
        return INTERRUPTED
    except BaseException as error:  # noqa: BLE001 (a stray SystemExit, too: its code must not pass for a verdict)
        _say_broken(error, language)
        return BROKEN_GRADER


def _parsed(given: Sequence[str], language: Language) -> argparse.Namespace:
    parser = _parser(given[0] if given else "", language)
    arguments, unknown = parser.parse_known_args(given)
    if unknown:
        # By the command's own parser, whose help tells what it takes: the one above all only knows the commands.
        complain = getattr(arguments, "complain", parser.error)
        complain(f"unrecognized arguments: {' '.join(unknown)}")
    return arguments


def _parser(asked: str, language: Language) -> argparse.ArgumentParser:
    """Return the parser; only the command that is asked for has its arguments, since the others aren't imported."""
    parser = Parser(language=language, prog="python -m grader", description=say("Grade attempts at the katas."))
    about = say("what to do (COMMAND --help says more)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", help=about)
    for name, about in COMMANDS.items():
        command = commands.add_parser(name, help=about, language=language)
        if name == asked:
            module = import_module(f"grader.commands.{name}")
            module.add(command)
            command.set_defaults(run=module.run, complain=command.error)
    return parser


def _say_broken(error: BaseException, language: Language) -> None:
    tell_raw("".join(traceback.format_exception(error)))
    what = " ".join(f"{type(error).__name__}: {error}".split())
    tell(language(say("the grader itself failed: {error}; this is not your program's fault", error=what)))
