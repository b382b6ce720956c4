"""The report for Gradescope: what an autograder leaves in ``results.json``. `gradescope.schema.json` describes it.

A test for each check: what it is worth, and what there is to say of it. A bonus is worth something, but of nothing that
could be lost: what it earns comes on top. All texts are declared as plain text, so that nothing a program printed is
markup to the page. Everything is visible to the learner: hiding one test would hide the total, and a learner who can't
see what was expected learns nothing. What the grader itself prints is for instructors only.

The score is given for the whole, so that it can't be another one than the verdict's.
"""

import json
from collections.abc import Iterator

from grader.attempt import KATAS
from grader.course import Course, counted
from grader.reports import Look, flat, visible
from grader.reports.items import WHOLE, Item, items, lines
from grader.reports.page.words import STATUSES
from grader.reports.progress import CAUSES, again, next_kata, score, step
from grader.verdict import KataVerdict, Verdict
from grader.words import say

VERSION = 1  # of what is in `extra_data`
Value = str | int | float | bool | None | dict[str, "Value"] | list["Value"]
Object = dict[str, Value]

TEXT: Object = {"output_format": "text", "test_output_format": "text", "test_name_format": "text"}
SHOWN: Object = {"visibility": "visible", "stdout_visibility": "hidden"}


def render(verdict: Verdict, look: Look) -> str:
    """Return the report, in ASCII; sentences in the reader's language, all else in English."""
    verdict = counted(verdict, look.course or Course())
    found = list(items(verdict, look))
    results: Object = {
        "score": sum(item.points for item in found),
        "output": "\n".join(_lines(verdict, look)),
        **TEXT,
        **SHOWN,
        "extra_data": _extra(verdict),
        "tests": [_test(item, number, look) for item, number in zip(found, _numbers(found), strict=True)],
    }
    return text_of(results)


def text_of(results: Object) -> str:
    """Return results as they are written to the file: ASCII, so that no encoding on the way changes what they say."""
    return json.dumps(results, indent=2, allow_nan=False) + "\n"


def without_verdict(output: str, reason: str) -> Object:
    """Return results where there is no verdict: no points, and why; ``reason`` names the case for programs."""
    return {
        "score": 0,
        "output": visible(output),
        **TEXT,
        **SHOWN,
        "extra_data": {"version": VERSION, "reason": reason},
        "tests": [],
    }


def _numbers(found: list[Item]) -> Iterator[str]:
    """Yield a number for each result: that of the kata, then that of the check, counted anew in each kata."""
    katas = list(dict.fromkeys(item.kata for item in found))
    counted = dict.fromkeys(katas, 0)
    for item in found:
        counted[item.kata] += item.id != WHOLE
        place = KATAS.index(item.kata) if item.kata in KATAS else len(KATAS) + katas.index(item.kata)
        yield f"{place + 1}.{0 if item.id == WHOLE else counted[item.kata]}"


def _test(item: Item, number: str, look: Look) -> Object:
    promise = flat(" ".join(look.language(item.promise).split()))
    passed = item.outcome == "passed" and not item.withheld
    return {
        "number": number,
        "name": f"{item.name}: {promise}",
        "score": item.points,
        # What was missed of a bonus isn't lost, so nothing is to be had there.
        "max_score": 0 if item.bonus else item.max_points,
        "status": "passed" if passed else "failed",
        "output": "\n".join(lines(item, look)),
        "output_format": "text",
        "tags": [item.kata, "bonus"] if item.bonus else [item.kata],
        "visibility": "visible",
        "extra_data": {
            "kata": item.kata,
            "id": item.id,
            "outcome": item.outcome,
            "bonus": item.bonus,
            "line": item.line,
            "blocked_by": item.blocked_by,
        },
    }


def _lines(verdict: Verdict, look: Look) -> Iterator[str]:
    """Yield what there is to say of the whole."""
    tell, course = look.language, look.course or Course()
    for kata in verdict.katas:
        earned = score(kata, course, look.reasons)
        told = say("{kata}: {status}, {score}", kata=kata.kata, status=STATUSES[kata.status], score=earned)
        yield flat(tell(told))
        if kata.cause:
            cause = say("{cause}: {what}", cause=kata.cause, what=CAUSES[kata.cause])
            yield flat(tell(say("ended by {cause}", cause=cause)))
    following = next_kata(verdict)
    path = look.path(verdict.attempt, following.kata) if following else ""
    yield flat(tell(say("next: {step}", step=step(verdict, path))))
    yield flat(tell(say("the same once more, at home: {command}", command=" ".join(again(verdict, None)))))
    yield flat(tell(say("seed {seed}, Python {python}", seed=verdict.seed, python=verdict.python)))


def _extra(verdict: Verdict) -> Object:
    return {
        "version": VERSION,
        "attempt": flat(verdict.attempt),
        "seed": verdict.seed,
        "python": verdict.python,
        "katas": [_kata(kata) for kata in verdict.katas],
    }


def _kata(kata: KataVerdict) -> Object:
    return {
        "kata": kata.kata,
        "status": kata.status,
        "cause": kata.cause,
        "real": kata.real.status if kata.real else None,
        "points": kata.points,
        "max_points": kata.max_points,
        "bonus_points": kata.bonus_points,
    }
