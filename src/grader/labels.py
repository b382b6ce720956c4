"""The first line of an attempt in ``tests/attempts``, which says what is to be found in it.

`# RIGHT: what it is` passes. `# WRONG first=CHECK also=ID,ID: what is wrong` fails: CHECK is the first required check
that does, and those behind `also` fail, too; in place of a check, CHECK may be the kata's status `broken` or `todo`.
What ends in ` (up to 3.13)` is right on these Pythons only: later it fails `answer`.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

LINE = re.compile(
    r"# (?:RIGHT|WRONG first=(?P<first>\w+)(?: also=(?P<also>[\w,]+))?): (?P<what>.+?)(?P<old> \(up to 3\.13\))?"
)
STATUSES = frozenset({"broken", "todo"})
"""What may stand in place of a check: statuses of a kata of which no check is judged."""


class LabelError(ValueError):
    """A first line that promises nothing that is known."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One file of the collection, and its label.

    ``first`` is the first failed check or the kata's status, None where the attempt is right; ``old``: it is right up
    to Python 3.13 only.
    """

    path: Path
    first: str | None
    also: frozenset[str]
    what: str
    old: bool

    @property
    def kata(self) -> str:
        """The kata that this is an attempt at."""
        return self.path.parent.parent.name

    @property
    def name(self) -> str:
        """Kata, folder and file, without the suffix."""
        return f"{self.kata}/{self.path.parent.name}/{self.path.stem}"

    @property
    def seed(self) -> int:
        """The seed that this attempt is graded with: always the same, and another one for each."""
        return crc32(self.name.encode()) % 1_000

    @property
    def due(self) -> str | None:
        """What the label promises on this Python: the first failed check, a status, or None for a pass."""
        return "answer" if self.old and sys.version_info >= (3, 14) else self.first


def read_label(path: Path) -> Labelled:
    """Read an attempt's label; raise `LabelError` where the first line is none."""
    line = path.read_bytes().split(b"\n", 1)[0].decode("utf-8-sig", "replace").strip()
    found = LINE.fullmatch(line)
    if found is None:
        raise LabelError(f"{path}: the first line is no label: {line!r}; see CONTRIBUTING.md, 'Add an attempt'")
    also = frozenset(filter(None, (found["also"] or "").split(",")))
    return Labelled(path, found["first"], also, found["what"], old=bool(found["old"]))
