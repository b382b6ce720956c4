"""A class that never was: as many submissions as wanted, drawn by a seed, each with what is to come of it.

Both katas, from right and wrong attempts of the collection and from stubs; a tenth has a program in it that hangs,
floods, or takes what it can get. Most are folders, some are zip files, and the names are written in several scripts.
"""

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from collection import read_all
from runs import ROOT, SPINNERS
from trouble import ROWS, program

from grader.labels import Labelled

TROUBLED = 0.1
ZIPPED = 0.2
# How a program comes about that isn't troubled, and how often.
KINDS = {"right": 50, "wrong": 40, "stub": 10}
# What the troubled ones of the generated class do: they take time, or what there is of something, and don't end.
CAUSES = frozenset({"busy", "hung", "flooded", "deadlock", "endless", "memory", "threads"})

GIVEN = ("Ada", "Łucja", "Zoë", "Иван", "Ελένη", "지우", "서연", "美咲", "浩然", "محمد", "अनिता", "Nguyễn", "O'Brien")
FAMILY = ("Lovelace", "Wiśniewska", "Müller", "Петров", "Παππάς", "김", "박", "佐藤", "王", "العربي", "शर्मा", "d'Arc")


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One learner's submission.

    ``expected`` is what comes first of each kata: the first failed check, ``todo`` or ``broken``; None where it passes.
    """

    learner: str
    files: Mapping[str, bytes]
    expected: Mapping[str, str | None]
    troubled: bool
    zipped: bool


def draw(number: int, seed: int) -> Iterator[HandedIn]:
    """Draw so many submissions; of two numbers with one seed, the class of the lower one is the other's beginning."""
    troubles = [row for row in ROWS if row.cause in CAUSES]
    for place in range(1, number + 1):
        # A generator for each: what one draws doesn't change the others.
        random = Random(f"{seed}:{place}")
        files: dict[str, bytes] = {}
        expected: dict[str, str | None] = {}
        trouble = random.choice(troubles) if random.random() < TROUBLED else None
        for kata in SPINNERS:
            kind = random.choices(list(KINDS), list(KINDS.values()))[0]
            if trouble is not None and trouble.kata == kata:
                files[kata], expected[kata] = program(trouble)[0].encode(), trouble.first
            elif kind == "stub":
                files[kata], expected[kata] = (ROOT / "exercises" / f"{kata}.py").read_bytes(), "todo"
            else:
                attempt = random.choice(_collection()[kata, kind])
                files[kata], expected[kata] = attempt.path.read_bytes(), attempt.first
        learner = f"{random.choice(GIVEN)} {random.choice(FAMILY)} {place}"
        yield HandedIn(learner, files, expected, trouble is not None, random.random() < ZIPPED)


@cache
def _collection() -> Mapping[tuple[str, str], Sequence[Labelled]]:
    """Return the attempts of the collection, by kata and kind."""
    found: dict[tuple[str, str], list[Labelled]] = {}
    for attempt in read_all():
        if not attempt.old:
            found.setdefault((attempt.kata, "right" if attempt.first is None else "wrong"), []).append(attempt)
    return found


def hand_in(submissions: Iterable[HandedIn], folder: Path) -> None:
    """Write a class into a folder, which isn't there yet."""
    folder.mkdir(parents=True)
    for each in submissions:
        if each.zipped:
            with zipfile.ZipFile(folder / f"{each.learner}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
                for kata, source in each.files.items():
                    archive.writestr(f"{kata}.py", source)
        else:
            lay_out(each, folder / each.learner)


def lay_out(submission: HandedIn, folder: Path) -> None:
    """Write the files of a submission into a folder of its own."""
    folder.mkdir()
    for kata, source in submission.files.items():
        (folder / f"{kata}.py").write_bytes(source)
