"""What Gradescope gets: the grader, the scripts that it runs, and results for the cases without a verdict.

The scripts can rely on nothing but a shell: where Python isn't there, or is stopped in the middle, they put one of the
results in place that were made here.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from grader.attempt import KATAS
from grader.belonging import of_the_checks, of_the_grader
from grader.bundles.archive import Member
from grader.language import Language
from grader.reports.gradescope import text_of, without_verdict
from grader.settings import UsageError
from grader.words import say

ROOT = Path(__file__).parents[3]
SCRIPTS = Path(__file__).parent / "scripts"
SETTINGS = "bundle.json"
COURSE = "course.toml"
# Neither exercises nor attempts: what runs there needs the checks, and the solutions that they compare with.
FILES = ("pyproject.toml", "README.md", "LICENSE", *(f"solutions/{kata}.py" for kata in KATAS))
PARTS = ("src/grader", *(f"tests/katas/test_{kata}.py" for kata in KATAS), *FILES)

_NO_TIME = say(
    "There is no verdict, for time ran out before grading came to its end. That may be the program's fault or the "
    "grader's; no points are given until somebody has looked. Hand it in once more, and tell your instructor if this "
    "comes again."
)
_BROKEN = say(
    "There is no verdict, for the grader itself failed, and that is no fault of yours. Hand it in once more, and tell "
    "your instructor if this comes again: what went wrong is in the output that only instructors see."
)


def members(seed: int, language: Language, course: bytes | None) -> Mapping[str, Member]:
    """Return the files of the bundle; ``course`` is a ``course.toml`` that was read and found to be right.

    `UsageError` where something is missing that grading needs: what is handed out to learners has no solutions.
    """
    if missing := next((part for part in PARTS if not (ROOT / part).exists()), None):
        raise UsageError(
            say("{part} isn't here, and no bundle works without it: make it in the instructor's checkout", part=missing)
        )
    names = (*of_the_grader(ROOT), *of_the_checks(ROOT), *FILES)
    found = {name: Member((ROOT / name).read_bytes()) for name in names}
    for script in ("setup.sh", "run_autograder"):
        # A checkout on Windows may have other line ends, which no shell understands.
        found[script] = Member((SCRIPTS / script).read_bytes().replace(b"\r\n", b"\n"), executable=True)
    for case, message in (("time", _NO_TIME), ("grader", _BROKEN)):
        results = text_of(without_verdict(language(message), case))
        found[f"without_verdict/{case}.json"] = Member(results.encode())
    settings = {"version": 1, "seed": seed, "language": language.code}
    found[SETTINGS] = Member((json.dumps(settings) + "\n").encode())
    if course is not None:
        found[COURSE] = Member(course)
    return found
