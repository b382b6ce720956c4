"""Which language a person reads, and the catalogue that puts our sentences into it.

The catalogues are gettext's: ``locale/LANGUAGE/LC_MESSAGES/grader.po`` is what people edit, the ``.mo`` beside it is
what is read here (`nox -s translate` makes it). English needs none: the templates are English.
"""

import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from grader.words import Message, Translate

LANGUAGES = ("en", "ko")
_SAMPLES = {"ko": "한국어"}  # what an encoding must have, if it is to be of use for the language
_LONG_NAMES = {"korean": "ko"}  # as Windows calls them
LOCALE = Path(__file__).parent / "locale"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # in gettext's order


@dataclass(frozen=True, slots=True)
class Language:
    """A language to say things in: call it with a text, and it says that text."""

    code: str
    translate: Translate

    def __call__(self, text: str) -> str:
        """Return a message in this language; any other text may be the attempt's, or a name, and stays as it is."""
        return text.said(self.translate) if isinstance(text, Message) else text


ENGLISH = Language("en", str)


@cache
def language(code: str) -> Language:
    """Return the language with this code, one of `LANGUAGES`; OSError where its catalogue isn't there."""
    if code == "en":
        return ENGLISH
    return Language(code, gettext.translation("grader", LOCALE, [code]).gettext)


def preferred(environ: Mapping[str, str], encoding: str = "utf-8", otherwise: str = "") -> str:
    """Return the code of the language that the locale asks for, as far as we have it; else English.

    The variables are asked as gettext asks them: the first that says anything decides, LANGUAGE before the locale, but
    not in the locale C. ``otherwise`` is a locale for where no variable says anything. What ``encoding`` has no letters
    for is of no use to anybody: then it is English, too.
    """
    place = next((environ[name] for name in _VARIABLES if environ.get(name)), otherwise)
    codes = [_code(each) for each in environ.get("LANGUAGE", "").split(":") if each]
    if not codes or place in ("C", "POSIX"):
        codes = [_code(place)]
    found = next((code for code in codes if code in LANGUAGES), "en")
    return found if _can_say(found, encoding) else "en"


def _code(place: str) -> str:
    name = re.split("[_.@]", place, maxsplit=1)[0].lower()
    return _LONG_NAMES.get(name, name)


def _can_say(code: str, encoding: str) -> bool:
    try:
        _SAMPLES.get(code, "").encode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True
