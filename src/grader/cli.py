"""The command line: `python -m grader COMMAND`. Knows the exit codes, and what is said where there is no verdict.

0: every kata that was graded passed. 1: some didn't. 2: wrong usage, or nothing to grade. 3: the grader itself failed.
"""

import argparse
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NoReturn

from grader.attempt import AttemptError
from grader.commands import COMMANDS
from grader.console import tell, tell_raw
from grader.reports import visible
from grader.settings import UsageError

USAGE, BROKEN_GRADER, INTERRUPTED = 2, 3, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; argparse raises SystemExit(2) for arguments that it can't read."""
    given = list(sys.argv[1:] if argv is None else argv)
    arguments = _parser(given[0] if given else "").parse_args(given)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except (AttemptError, UsageError) as error:
        tell(str(error))
        return USAGE
    except KeyboardInterrupt:
        tell("interrupted: no verdict")
        return INTERRUPTED
    except BaseException as error:  # noqa: BLE001 (a stray SystemExit, too: its code must not pass for a verdict)
        _say_broken(error)
        return BROKEN_GRADER


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"grader: {visible(message)} (see: {self.prog} --help)\n")


def _parser(asked: str) -> argparse.ArgumentParser:
    """Return the parser; only the command that is asked for has its arguments, since the others aren't imported."""
    parser = _Parser(prog="python -m grader", description="Grade attempts at the katas.", allow_abbrev=False)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", help="what to do (COMMAND --help says more)")
    for name, about in COMMANDS.items():
        command = commands.add_parser(name, help=about, allow_abbrev=False)
        if name == asked:
            module = import_module(f"grader.commands.{name}")
            module.add(command)
            command.set_defaults(run=module.run)
    return parser


def _say_broken(error: BaseException) -> None:
    tell_raw("".join(traceback.format_exception(error)))
    what = " ".join(f"{type(error).__name__}: {error}".split())
    tell(f"the grader itself failed: {what}; this is not your program's fault")
