"""`hint`: give a hint on a check, one more each time it is asked for."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator

from grader.attempt import KATAS
from grader.commands.options import add_language, chosen_language, kata_named
from grader.console import look_of, show, tell
from grader.hinting import HINTS, ROOT, STATE, hints_of, promises_of, remember, shown
from grader.language import Language
from grader.reports import visible
from grader.settings import UsageError
from grader.words import Message, say
from grader.wrapping import wrapped

ABOUT = say("Give a hint on a check: three are there for each, every one saying more than the one before.")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = ABOUT
    parser.add_argument("kata", nargs="?", metavar="KATA", help=say("one of {katas}", katas=", ".join(KATAS)))
    about = say("one of its checks; without it they are listed")
    parser.add_argument("check", nargs="?", metavar="CHECK", help=about)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--more", action="store_true", help=say("give the next hint"))
    again = say("give the hints once more that were given so far (default)")
    how.add_argument("--again", action="store_true", help=again)
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Give a hint, or say which there are; return 0."""
    language = chosen_language(arguments)
    look = look_of(sys.stdout, os.environ, language)
    if arguments.kata is None:
        lines = _explain(language)
    elif arguments.check is None:
        lines = _list(kata_named(arguments.kata), language)
    else:
        kata = kata_named(arguments.kata)
        lines = _hints(kata, _check(kata, arguments.check), language, more=arguments.more)
    show("".join(f"{line}\n" for line in _laid_out(lines, look.width)))
    return 0


def _laid_out(lines: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    """Break lines, each with what stands before its first one, so that they fit."""
    for before, text in lines:
        yield from wrapped(visible(text), width, before) if text else [before.rstrip()]


def _check(kata: str, given: str) -> str:
    ids = [promise.check for promise in promises_of(kata)]
    if given not in ids:
        checks = ", ".join(ids)
        raise UsageError(
            say("{kata} has no check {given!r}: give one of {checks}", kata=kata, given=given, checks=checks)
        )
    return given


def _explain(language: Language) -> list[tuple[str, str]]:
    about = say(
        "There are three hints for each check, every one saying more than the one before, and none of them the "
        "solution."
    )
    listed = say("the checks of a kata")
    one = say("the first hint on a check, or those that you have seen")
    more = say("the next one")
    kata = KATAS[0]
    check = promises_of(kata)[0].check
    rows = [
        (f"nox -s hint -- {kata}", listed),
        (f"nox -s hint -- {kata} {check}", one),
        (f"nox -s hint -- {kata} {check} --more", more),
    ]
    width = max(len(command) for command, _ in rows) + 2
    katas = say("The katas are {katas}. Which check to ask about, nox -s check says.", katas=", ".join(KATAS))
    return [
        ("", language(about)),
        ("", ""),
        *((f"  {command:{width}}", language(text)) for command, text in rows),
        ("", ""),
        ("", language(katas)),
    ]


def _list(kata: str, language: Language) -> list[tuple[str, str]]:
    promises = promises_of(kata)
    width = max(len(promise.check) for promise in promises) + 2
    head = say("The checks of {kata}, each with three hints:", kata=kata)
    bonus = say("bonus: extra points, never needed to pass")
    rows: list[tuple[str, str]] = [("", language(head))]
    begun = False
    for promise in promises:
        if promise.bonus and not begun:
            rows.append(("  ", language(bonus)))
            begun = True
        rows.append((f"  {promise.check:{width}}", language(promise.sentence)))
    ask = say("Ask by {command}", command=f"nox -s hint -- {kata} {promises[0].check}")
    return [*rows, ("", ""), ("", language(ask))]


def _hints(kata: str, check: str, language: Language, *, more: bool) -> list[tuple[str, str]]:
    before = shown(STATE, kata, check)
    number = min(max(before + more, 1), HINTS)
    if number != before:
        try:
            remember(STATE, kata, check, number)
        except OSError as error:
            reason = error.strerror or str(error)
            tell(language(say("which hints were shown can't be kept ({reason})", reason=reason)))
    first = number - 1 if more and before < HINTS else HINTS if more else 0
    rows: list[tuple[str, str]] = []
    for place, hint in enumerate(hints_of(kata)[check][first:number], first + 1):
        head = say("{kata}, {check}: hint {place} of {all}", kata=kata, check=check, place=place, all=HINTS)
        rows += [("", language(head)), ("  ", language(hint)), ("", "")]
    return [*rows, ("", language(_footer(kata, check, number, language)))]


def _footer(kata: str, check: str, number: int, language: Language) -> Message:
    if number < HINTS:
        return say("One more: {command}", command=f"nox -s hint -- {kata} {check} --more")
    return say(
        "These are all the hints on {check}. Read on in the lesson: {place}",
        check=check,
        place=f"{_lesson(language)}#{kata}-{check}",
    )


def _lesson(language: Language) -> str:
    own = f"exercises/README.{language.code}.md"
    return own if (ROOT / own).is_file() else "exercises/README.md"
