"""The report for editors: a line for each finding, as compilers write them, ``FILE:LINE: CHECK: text``.

The first cause comes first. Where all is right there is nothing to say. CHECK is a check's id, or ``broken``, ``todo``
or ``unjudged`` for the kata as a whole. A bonus check is told by its id and by the first word of its text.
"""

from grader.reports import Look, flat
from grader.reports.notes import Note, notes, sentence
from grader.reports.workflow import harmless
from grader.verdict import Verdict
from grader.words import say


def render(verdict: Verdict, look: Look) -> str:
    """Return the lines, each with its line feed."""
    return "".join(f"{_line(note, look)}\n" for note in notes(verdict, look))


def _line(note: Note, look: Look) -> str:
    said = sentence(note.finding, look.language)
    text = look.language(say("bonus: {text}", text=said) if note.rank == "bonus" else said)
    return harmless(f"{flat(note.path, look.encoding)}:{note.line}: {note.check}: {flat(text, look.encoding)}")
