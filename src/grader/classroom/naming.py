"""The names of learners: as they are shown, and as files of the grader's own may be called after them.

A name of an entry may hold anything that a file system takes, and it is somebody else's choice. So it is shown with
escapes for what isn't text, and a slug is made of it that is safe everywhere.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

MAX_SLUG = 80  # bytes of UTF-8
_DIGITS = (0, 8, 16, 64)  # of a name's hash that go into its slug, until no other one is the same

# What learning platforms make of a learner's name, and of the name of a file that was handed in. Moodle: a folder or a
# file per learner, the number being that of the participant; Canvas: the user's number and the file's, and one more
# where it is not the first that was handed in, five letters or digits in the user's place where the grading is
# anonymous, and no file's number where a text or an address was handed in; Blackboard: assignment, user, and when that
# was, once more with notes.
_CANVAS_WHO = (r"(?:LATE_)?(?P<name>anon_[0-9A-Za-z]{5})", r"(?P<name>[^_]+)(?:_LATE)?_\d{2,}")
_CANVAS_WHAT = (
    r"(?P<number>\d{2,})_(?P<file>.+?)(?:-\d+)?(?P<suffix>(?:\.tar)?\.\w+)",
    r"(?P<file>text|link)(?P<suffix>\.html)",
)
_PLATFORMS = (
    re.compile(r"(?P<key>(?P<name>.+?)_\d+_assignsubmission_file)(?:_(?P<file>.*))?", re.DOTALL),
    *(re.compile(f"(?P<key>{who})_{what}", re.DOTALL) for who in _CANVAS_WHO for what in _CANVAS_WHAT),
    re.compile(r"(?P<key>(?P<name>.+)_attempt_\d{4}(?:-\d\d){5})(?:_(?P<file>.*)|\.txt)?", re.DOTALL),
)
_ZIP = re.compile(r"(?P<name>.+)\.zip", re.DOTALL | re.IGNORECASE)
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
# Letters and marks by their category that nobody can see.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0") | {
    chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}


def shown(name: str) -> str:
    r"""Return a name from the file system as text: `\xff` in place of a byte that is none."""
    return re.sub("[\ud800-\udfff]", _escaped, name)


def _escaped(found: re.Match[str]) -> str:
    # Python puts bytes that it can't decode from U+DC80 on.
    byte = ord(found[0]) - 0xDC00
    return f"\\x{byte:02x}" if byte in range(0x80, 0x100) else f"\\u{ord(found[0]):04x}"


def learners(names: Sequence[str]) -> Mapping[str, str]:
    """Return the learners' names by the names of entries: without what a platform added, if all stay different.

    No two are the same, nor differ only by capitals or in how Unicode spells them.
    """
    ways = [_plain, shown, lambda name: f"{shown(name)} ({_digest(name)[:16]})"]
    return _distinct(names, ways)


def _plain(name: str) -> str:
    for pattern in (*_PLATFORMS, _ZIP):
        if found := pattern.fullmatch(name):
            return shown(found["name"]).strip() or shown(name)
    return shown(name)


@dataclass(frozen=True, slots=True)
class Loose:
    """A file that a platform put among those of other learners.

    ``key`` is the same for all files of one learner, ``file`` the name that the file had, ``number`` the one that the
    platform gave to it alone, if it did.
    """

    key: str
    file: str
    number: str | None = None


def loose(name: str) -> Loose | None:
    """Return what the name of a file tells of its learner; None where no platform made it."""
    for pattern in _PLATFORMS:
        if found := pattern.fullmatch(name):
            groups = found.groupdict()
            file = f"{groups['file'] or ''}{groups.get('suffix') or ''}"
            return Loose(found["key"], file or name, groups.get("number"))
    return None


def slugs(names: Sequence[str]) -> Mapping[str, str]:
    """Return a slug for each name of an entry: what a file may be called on every system, and no other's.

    It holds letters of any script, digits, `-`, `_` and `.`, and at most 80 bytes. A slug doesn't depend on the other
    names, unless two would be the same; where it isn't the name itself, some digits of the name's hash are in it.
    """
    return _distinct(names, [partial(_slug, digits=digits) for digits in _DIGITS])


def _slug(name: str, digits: int) -> str:
    plain = _plain(name)
    kept = _kept(plain, MAX_SLUG)
    if not digits and kept == plain:
        return kept
    mark = _digest(name)[: digits or _DIGITS[1]]
    return f"{_kept(plain, MAX_SLUG - len(mark) - 1) or 'learner'}-{mark}"


def _kept(name: str, most: int) -> str:
    """Return what of a name may stand in a slug, in at most so many bytes."""
    allowed = "".join(char if _is_allowed(char) else "-" for char in unicodedata.normalize("NFC", name))
    kept = re.sub("-{2,}", "-", allowed).lstrip("-.")
    while kept and unicodedata.category(kept[0]).startswith("M"):  # a mark on nothing
        kept = kept[1:].lstrip("-.")
    # Windows knows devices by these names, whatever stands behind a dot.
    if _folded(kept).partition(".")[0] in _RESERVED:
        kept = f"_{kept}"
    return kept.encode()[:most].decode(errors="ignore").rstrip("-.")


def _is_allowed(char: str) -> bool:
    category = unicodedata.category(char)
    return char in "-_." or ((category[0] in "LM" or category == "Nd") and char not in _INVISIBLE)


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()


def _folded(name: str) -> str:
    """Return what is the same for two names that some file system takes for one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _distinct(names: Sequence[str], ways: Sequence[Callable[[str], str]]) -> Mapping[str, str]:
    """Return for each name what the first way makes of it, or a later way where another name would come to the same."""
    steps = dict.fromkeys(names, 0)
    while True:
        made = {name: ways[step](name) for name, step in steps.items()}
        counts = Counter(_folded(each) for each in made.values())
        doubles = [name for name, step in steps.items() if counts[_folded(made[name])] > 1 and step < len(ways) - 1]
        if not doubles:
            return made
        for name in doubles:
            steps[name] += 1
