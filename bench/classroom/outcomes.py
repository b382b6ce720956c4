"""What a class came to: read from what was written, held to what was handed in, and compared between two runs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from collection import first_cause
from handing_in import HandedIn

Report = Mapping[str, Any]
"""A JSON report as `check` writes it."""


def kept(output: Path) -> Iterator[tuple[str, Report | None]]:
    """Yield learner and report of each result in the output folder of `grade`."""
    for path in sorted((output / "results").glob("*.json")):
        found = json.loads(path.read_text("utf-8"))
        yield found["learner"], found["report"]


def told(file: Path) -> dict[str, Report | None]:
    """Return the reports that `engine.py` wrote, by slug."""
    lines = (json.loads(line) for line in file.read_text("utf-8").splitlines())
    return {line["slug"]: line["report"] for line in lines}


def mistaken(handed_in: Sequence[HandedIn], reports: Mapping[str, Report | None]) -> list[str]:
    """Return the learners, of whom ``reports`` are, whose verdict isn't what their files say.

    Of one with trouble in it, that it doesn't pass: what comes first depends on the scenarios of the seed there.
    """
    return [each.learner for each in handed_in if not _is_right(each, reports.get(each.learner))]


def _is_right(submission: HandedIn, report: Report | None) -> bool:
    if report is None:
        return False
    first = {kata["kata"]: first_cause(kata) for kata in report["katas"]}
    if submission.troubled:
        return {kata: cause is None for kata, cause in first.items()} == {
            kata: cause is None for kata, cause in submission.expected.items()
        }
    return first == submission.expected


def differing(one: Mapping[str, Report | None], other: Mapping[str, Report | None]) -> list[str]:
    """Return whose verdicts differ between two runs, in anything but what was seen of real time."""
    return sorted(slug for slug in {*one, *other} if _gist(one.get(slug)) != _gist(other.get(slug)))


def _gist(report: Report | None) -> object:
    if report is None:
        return None
    return [{**kata, "real": kata["real"] and kata["real"]["status"]} for kata in report["katas"]]
