"""A result as it is kept on disk, in `results/SLUG.json`: everything that the gradebook is made of."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from grader.documents import Place, document
from grader.language import Language
from grader.reports import Look
from grader.reports.json import render
from grader.reports.reading import verdict_of
from grader.verdict import Verdict

VERSION = 1
MAX_TEXT = 1 << 25  # characters of a result; the largest report of an attempt that tells its worst takes a tenth
MAX_REMARKS = 10_000
_NAMES = ("version", "run", "learner", "digest", "problem", "again", "remarks", "files", "report")


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a submission in a run, whose id is ``run``.

    ``digest`` is that of the submission. ``again``: it isn't settled, because the grader itself failed or because the
    attempt ended as one does that somebody else killed; whoever resumes grades it once more. ``files`` are its page and
    further reports, by their path in the output folder, each with its SHA-256: without them there is no result.
    """

    run: str
    learner: str
    digest: str
    verdict: Verdict | None
    problem: str | None = None
    again: bool = False
    remarks: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)


def text_of(kept: Kept, language: Language) -> str:
    """Return what the file holds, with the verdict as the JSON report has it."""
    return (
        json.dumps(
            {
                "version": VERSION,
                "run": kept.run,
                "learner": kept.learner,
                "digest": kept.digest,
                "problem": kept.problem,
                "again": kept.again,
                "remarks": list(kept.remarks),
                "files": dict(kept.files),
                "report": json.loads(render(kept.verdict, Look(language))) if kept.verdict else None,
            }
        )
        + "\n"
    )


def kept_of(text: str) -> Kept:
    """Return the result that a text tells of; ValueError where it tells of none, or not of a whole one."""
    parts = document(text, MAX_TEXT).parts(_NAMES)
    parts["version"].exactly(VERSION)
    verdict = verdict_of(parts["report"]) if parts["report"].value is not None else None
    problem = _text_or_none(parts["problem"])
    if (verdict is None) == (problem is None):
        parts["problem"].fail("there if and only if there is no report")
    return Kept(
        run=parts["run"].text(),
        learner=parts["learner"].text(),
        digest=parts["digest"].text(),
        verdict=verdict,
        problem=problem,
        again=parts["again"].flag(),
        remarks=tuple(each.text() for each in parts["remarks"].items(MAX_REMARKS)),
        files={name: each.text() for name, each in parts["files"].members().items()},
    )


def _text_or_none(place: Place) -> str | None:
    return None if place.value is None else place.text()


def digest_of(data: bytes) -> str:
    """Return a file's SHA-256, in hex digits."""
    return sha256(data).hexdigest()
