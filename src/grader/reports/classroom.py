"""The report for GitHub Classroom's autograding reporter: the JSON that it takes, in base64, from a step's output.

`classroom.schema.json` describes it. A test is a ``pass``, a ``fail`` (something is wrong or not there) or an ``error``
(nothing could be found out); the whole is a ``pass`` only where every kata is passed, and none missing. A bonus counts
on top of ``max_score``.

The reporter writes the texts to the log of a workflow, raw: none of them has a line that is a command to a runner.
"""

import json
import shlex

from grader.reports import Look, flat
from grader.reports.items import Item, Outcome, items, lines
from grader.reports.progress import again
from grader.reports.workflow import harmless
from grader.verdict import Verdict

VERSION = 1
Value = str | int | None | dict[str, "Value"] | list["Value"]
_STATUSES: dict[Outcome, str] = {
    "passed": "pass",
    "failed": "fail",
    "todo": "fail",
    "missing": "fail",
    "broken": "fail",
    "blocked": "error",
    "unjudged": "error",
}


def render(verdict: Verdict, look: Look) -> str:
    """Return the JSON, in ASCII; sentences in the reader's language, all else in English."""
    found = list(items(verdict, look))
    report: Value = {
        "version": VERSION,
        "status": _status(verdict),
        "max_score": sum(item.max_points for item in found if not item.bonus),
        "tests": [_test(item, verdict, look) for item in found],
    }
    return json.dumps(report, indent=2, allow_nan=False) + "\n"


def _status(verdict: Verdict) -> str:
    statuses = {kata.status for kata in verdict.katas}
    if statuses == {"passed"}:
        return "pass"
    return "error" if statuses <= {"passed", "unjudged"} and statuses else "fail"


def _test(item: Item, verdict: Verdict, look: Look) -> Value:
    status = "error" if item.withheld and item.outcome == "passed" else _STATUSES[item.outcome]
    promise = " ".join(look.language(item.promise).split())
    return {
        "name": harmless(f"{item.name}: {flat(promise)}"),
        "status": status,
        "score": item.points,
        "message": harmless("\n".join(lines(item, look))) if status != "pass" else None,
        "test_code": harmless(flat(shlex.join(again(verdict, item.kata)))),
        "filename": harmless(flat(item.path)),
        "line_no": item.line or 0,
        "duration": 0,
    }
