"""The report for GitHub Actions: workflow commands that put findings beside the lines of a pull request.

Per kata the first cause is an error, what else is wrong a warning, a bonus that was missed a notice. GitHub shows ten
of each kind in a step. All text is escaped, so that nothing that a program printed can be a command of its own.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from grader.reports import Look, visible
from grader.reports.notes import Note, notes, told
from grader.verdict import Verdict
from grader.words import say

MAX_SHOWN = 10  # of each kind
_KINDS = {"cause": "error", "more": "warning", "bonus": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(verdict: Verdict, look: Look) -> str:
    """Return the commands, one a line."""
    found = list(notes(verdict, look))
    counts = Counter(note.rank for note in found)
    shown: Counter[str] = Counter()
    lines = []
    for note in found:
        shown[note.rank] += 1
        if shown[note.rank] <= MAX_SHOWN:
            left_out = counts[note.rank] - MAX_SHOWN if shown[note.rank] == MAX_SHOWN else 0
            lines.append(_command(note, look, left_out))
    return "".join(lines)


def _command(note: Note, look: Look, left_out: int) -> str:
    properties = {
        "file": Path(note.path).as_posix(),
        "line": str(note.line),
        "title": f"{note.kata}: {note.check}",
    }
    given = ",".join(f"{name}={_escaped(value, look, _PROPERTY)}" for name, value in properties.items())
    message = "\n".join(_told(note, look, left_out))
    return f"::{_KINDS[note.rank]} {given}::{_escaped(message, look, _DATA)}\n"


def _escaped(text: str, look: Look, table: dict[int, str]) -> str:
    return visible(text, look.encoding).translate(table)


def _told(note: Note, look: Look, left_out: int) -> Iterator[str]:
    language, finding = look.language, note.finding
    if note.promise:
        yield " ".join(language(note.promise).split())
    yield from told(finding, language)
    if left_out:
        yield language(say("not shown here, since GitHub shows ten of a kind: {count} more", count=left_out))
