"""Which language a person reads, and the catalogue that puts our sentences into it.

The catalogues are gettext's: ``locale/LANGUAGE/LC_MESSAGES/grader.po`` is what people edit, the ``.mo`` beside it is
what is read here (`nox -s translate` makes it). English needs none: the templates are English.
"""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from grader.words import Message, Translate

LANGUAGES = ("en", "ko")
LOCALE = Path(__file__).parent / "locale"
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # in gettext's order


@dataclass(frozen=True, slots=True)
class Language:
    """A language to say things in: call it with a text, and it says that text."""

    code: str
    translate: Translate

    def __call__(self, text: str) -> str:
        """Return a message in this language; any other text (a check's promise) is looked up as it stands."""
        if isinstance(text, Message):
            return text.said(self.translate)
        return self.translate(text) if text else text  # gettext answers nothing at all with the catalogue's header


ENGLISH = Language("en", str)


@cache
def language(code: str) -> Language:
    """Return the language with this code, one of `LANGUAGES`; OSError where its catalogue isn't there."""
    if code == "en":
        return ENGLISH
    return Language(code, gettext.translation("grader", LOCALE, [code]).gettext)


def preferred(environ: Mapping[str, str]) -> str:
    """Return the code of the language that the locale asks for, as far as we have it; else English.

    The variables are asked in the order in which gettext asks them: the first that says anything decides.
    """
    for name in _VARIABLES:
        wanted = environ.get(name, "").split(":") if name == "LANGUAGE" else [environ.get(name, "")]
        codes = [each.split(".")[0].split("@")[0].split("_")[0].lower() for each in wanted if each]
        if codes:
            return next((code for code in codes if code in LANGUAGES), "en")
    return "en"
