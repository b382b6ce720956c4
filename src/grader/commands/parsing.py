"""The argument parser: what argparse does, with help and errors in the reader's language."""

import argparse
import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, NoReturn

from grader.language import ENGLISH, Language
from grader.reports import visible
from grader.words import Message, say
from grader.wrapping import columns, wrapped

USAGE = 2  # the exit code
USAGE_BEGIN = say("usage: ")
OWN = (say("positional arguments"), say("options"), say("show this help message and exit"))
"""argparse's own words: they come as plain strings, and are looked up, so that they have to be said somewhere."""
_ERRORS: Mapping[str, Message] = {
    r"the following arguments are required: (?P<names>.*)": say("the following arguments are required: {names}"),
    r"unrecognized arguments: (?P<names>.*)": say("unrecognized arguments: {names}"),
    r"argument (?P<name>.*?): expected one argument": say("argument {name}: expected one argument"),
    r"argument (?P<name>.*?): not allowed with argument (?P<other>.*)": say(
        "argument {name}: not allowed with argument {other}"
    ),
    r"argument (?P<name>.*?): ignored explicit argument (?P<value>.*)": say(
        "argument {name}: ignored explicit argument {value}"
    ),
    r"argument (?P<name>.*?): invalid choice: (?P<value>.*?) \(choose from (?P<choices>.*)\)": say(
        "argument {name}: invalid choice: {value} (choose from {choices})"
    ),
    r"argument (?P<name>.*?): (?P<value>.*) isn't a whole number from (?P<least>\d+) to (?P<most>\d+)": say(
        "argument {name}: {value} isn't a whole number from {least} to {most}"
    ),
    r"argument (?P<name>.*?): an empty path is no folder's": say(
        "argument {name}: an empty path is no folder's; . is the folder where you are"
    ),
}
"""What argparse complains of, as it says that; what isn't here stays in its English."""


class Parser(argparse.ArgumentParser):
    """A parser that speaks a language: help texts and the texts of errors may be messages."""

    def __init__(self, *, language: Language = ENGLISH, **given: Any) -> None:  # noqa: ANN401 - argparse's own
        """Make a parser; ``given`` is what `argparse.ArgumentParser` takes."""
        super().__init__(formatter_class=partial(_Formatter, language=language), allow_abbrev=False, **given)
        self._language = language

    def error(self, message: str) -> NoReturn:
        """End with one line that says what is wrong, and where help is to be had."""
        line = say("{message} (see: {command} --help)", message=_complaint(message), command=self.prog)
        self.exit(USAGE, f"grader: {visible(self._language(line))}\n")


def _complaint(text: str) -> Message:
    for pattern, message in _ERRORS.items():
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found:
            return Message(message.template, found.groupdict())
    return say("{complaint}", complaint=text)


def _ours(text: str) -> Message:
    """Return a text of a help page as a message: argparse has its own words as plain strings."""
    return text if isinstance(text, Message) else Message(text, {})


class _Formatter(argparse.HelpFormatter):
    """Lays help out as argparse does, said in a language, and wrapped by columns."""

    def __init__(self, prog: str, *, language: Language, **given: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(prog, **given)
        self._say = language
        # argparse counts characters, of which a terminal may need two columns for one: as many are kept free.
        begin = language(USAGE_BEGIN)
        self._width -= columns(begin) - len(begin)

    def start_section(self, heading: str | None) -> None:
        super().start_section(heading and self._say(_ours(heading)))

    def add_text(self, text: str | None) -> None:
        super().add_text(text and self._say(_ours(text)))

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, self._say(USAGE_BEGIN) if prefix is None else prefix)

    def _get_help_string(self, action: argparse.Action) -> str | None:
        return action.help and self._say(_ours(action.help))

    def _split_lines(self, text: str, width: int) -> list[str]:
        return list(wrapped(text, width))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(wrapped(text, width, indent))
