"""The reports: one module per format, each with a pure function `render` from a verdict and a look to a string.

To add a format, add its module and name it in `FORMATS`. Nothing here prints; `grader.console` does that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader.attempt import Source
from grader.language import ENGLISH, Language
from grader.words import Message

if TYPE_CHECKING:
    from grader.course import Course

FORMATS = ("terminal", "json", "html", "github", "gcc", "junit", "gradescope", "classroom", "markdown", "csv")

DRAWN = frozenset({"terminal", "html", "markdown"})
"""The formats that show what happened, so that scenes are needed."""
FOR_PROGRAMS = frozenset({"json", "junit", "gradescope", "classroom", "csv"})
"""What programs read: it is in English, whatever the reader's locale, unless another language is asked for."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a report should look; each format takes from this what it has a use for.

    ``width`` in columns; what ``encoding`` can't say is escaped, and a ``poor`` terminal is drawn on in ASCII.
    ``plain``: sentences in place of drawings, as a screen reader wants them. ``everything``: not only the failure that
    is in focus. ``sources``, by kata, give the text of the lines that findings name. ``learner``: whose attempt it is,
    where a report of a whole class is handed back, and ``course`` by whose terms it was graded; ``remarks`` tell what
    was noticed in what they handed in, and ``reasons``, by kata, why one is missing nevertheless.
    """

    language: Language = ENGLISH
    width: int = 80
    colour: bool = False
    encoding: str = "utf-8"
    poor: bool = False
    plain: bool = False
    everything: bool = False
    sources: Mapping[str, Source] = field(default_factory=dict)
    learner: str = ""
    course: "Course | None" = None
    remarks: tuple[Message, ...] = ()
    reasons: Mapping[str, Message] = field(default_factory=dict)

    def path(self, label: str, kata: str) -> str:
        """Return the path of a kata's file as the user would give it; ``label`` is that of the attempt."""
        if source := self.sources.get(kata):
            return str(source.path)
        return label if label.endswith(".py") else f"{label.rstrip('/')}/{kata}.py"


def visible(text: str, encoding: str = "utf-8") -> str:
    r"""Return `text` so that it shows what it holds and steers nothing: `\x1b` in place of an escape character.

    Control and format characters (bidirectional ones, too) and what `encoding` can't say come out as backslash escapes.
    Line feeds stay: they are the layout of whoever wrote the text.
    """
    if not text.isprintable():
        text = "".join(char if char == "\n" or char.isprintable() else _escaped(char) for char in text)
    return text.encode(encoding, "backslashreplace").decode(encoding)


def flat(text: str, encoding: str = "utf-8") -> str:
    """Return `text` on one line, so that it shows what it holds, line ends too, and steers nothing."""
    return visible(text.replace("\n", "\\n"), encoding)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
