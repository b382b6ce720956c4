"""What `run_autograder` runs: grade what was handed in, and leave ``results.json``.

It ends with 0 only once the results are in place. They are written last, when no process of the attempt is left that
could write something else there.
"""

import json
import os
import secrets
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from grader.attempt import KATAS
from grader.bundles.gradescope import COURSE, ROOT, SETTINGS
from grader.classroom.apart import grade_apart
from grader.classroom.fingerprint import fingerprint
from grader.classroom.records import Entry, Job, Submission
from grader.classroom.submissions import read_submission
from grader.console import tell
from grader.course import Course, read_course
from grader.language import Language, language
from grader.reports import flat
from grader.reports.gradescope import Object, text_of, without_verdict
from grader.settings import Settings
from grader.words import Message, say


def main(root: Path) -> int:
    """Grade the submission in ``root``, and return an exit status."""
    given = json.loads((ROOT / SETTINGS).read_text("utf-8"))
    tongue = language(given["language"])
    submission = read_submission(Entry("", "submission", root / "submission"))
    results = _results(submission, given["seed"], tongue)
    put(root / "results" / "results.json", text_of(results))
    return 0


def _results(submission: Submission, seed: int, tongue: Language) -> Object:
    if submission.attempt is None:
        return _nothing(submission, tongue)
    job = Job(
        slug=submission.entry.slug,
        learner="",
        attempt=submission.attempt,
        settings=Settings(seed, fork=hasattr(os, "fork"), pty=hasattr(os, "openpty"), real=True, scenes=False),
        course=terms(),
        formats=("gradescope",),
        language=tongue.code,
        grader=fingerprint(),
        reasons=submission.reasons,
    )
    result = grade_apart(job)
    if result.problem is not None:
        tell(result.problem)  # in English, for the instructor
        return without_verdict(tongue(result.problem), "grader")
    return _remarked(json.loads(result.reports["gradescope"]), submission.remarks, tongue)


def _nothing(submission: Submission, tongue: Language) -> Object:
    problem = submission.problem or say("nothing was handed in")
    files = ", ".join(f"{kata}.py" for kata in KATAS)
    wanted = say(
        "Hand in any of {files}: as they are, in a folder, as a whole repository, or in a zip file.", files=files
    )
    said = [problem, *submission.remarks, wanted]
    return without_verdict("\n".join(flat(tongue(each)) for each in said), "nothing")


def _remarked(results: Object, remarks: Sequence[Message], tongue: Language) -> Object:
    """Return the results with what was noticed while the submission was read."""
    return {**results, "output": "\n".join([str(results["output"]), *(flat(tongue(remark)) for remark in remarks)])}


def terms() -> Course:
    """Return the terms of the course that was bundled."""
    path = ROOT / COURSE
    return read_course(path) if path.exists() else Course()


def put(path: Path, text: str) -> None:
    """Put the results in place, all at once, whatever an attempt has put there before."""
    # By a name that nobody could know before.
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        draft.write_text(text, encoding="ascii", newline="\n")
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
