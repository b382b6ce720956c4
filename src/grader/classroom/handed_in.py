"""The folder of submissions as somebody gives it, and whether it can be one beside that output folder."""

import os
from pathlib import Path

from grader.classroom.store import OURS
from grader.classroom.submissions import Survey, survey
from grader.settings import UsageError
from grader.words import say


def handed_in(folder: Path, output: Path) -> Survey:
    """Return what was handed in; `UsageError` where ``folder`` holds nothing, or where ``output`` can't go there."""
    submissions, results = Path(os.path.realpath(folder)), Path(os.path.realpath(output))
    if os.path.exists(results) and not os.path.isdir(results):  # noqa: PTH110, PTH112 - a path's own raise where nobody may look
        raise UsageError(say("{output!r} isn't a folder: give another --output", output=str(output)))
    if results.is_relative_to(submissions):
        raise UsageError(
            say(
                "{output!r} is among the submissions, where it would be taken for a learner's: give another --output",
                output=str(output),
            )
        )
    if any(submissions.is_relative_to(results / name) for name in OURS):
        raise UsageError(
            say(
                "the submissions are in {output!r}, where results would be written: give another --output",
                output=str(output),
            )
        )
    return survey(folder)
