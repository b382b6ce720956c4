"""The JSON report of `check`, version 1: for programs. `report.schema.json` beside this module describes it."""

import json
import re

from grader.language import Language
from grader.reports import Look
from grader.verdict import CheckResult, Finding, KataVerdict, Real, Verdict

VERSION = 1
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_Value = str | int | float | None | dict[str, "_Value"] | list["_Value"]
_Object = dict[str, _Value]


def render(verdict: Verdict, look: Look) -> str:
    """Return the report, in ASCII, with a line feed at its end; sentences in `look.language`, all else in English.

    Other characters are escaped, so that no terminal or encoding on the way changes what the report says. Half a
    surrogate pair, which many parsers refuse, becomes U+FFFD.
    """
    return json.dumps(report_of(verdict, look), indent=2, allow_nan=False) + "\n"


def report_of(verdict: Verdict, look: Look) -> _Object:
    """Return the report as data, for a document that has it as a part; `grader.reports.reading` is the way back."""
    return {
        "version": VERSION,
        "attempt": whole(verdict.attempt),
        "python": verdict.python,
        "seed": verdict.seed,
        "seconds": round(verdict.seconds, 3),
        "katas": [_kata(kata, look.language) for kata in verdict.katas],
    }


def _kata(kata: KataVerdict, language: Language) -> _Object:
    return {
        "kata": kata.kata,
        "status": kata.status,
        "cause": kata.cause,
        "finding": _finding(kata.finding, language),
        "real": _real(kata.real, language),
        "points": kata.points,
        "max_points": kata.max_points,
        "bonus_points": kata.bonus_points,
        "checks": [_check(check, language) for check in kata.checks],
    }


def _check(check: CheckResult, language: Language) -> _Object:
    finding = _finding(check.finding, language) or dict.fromkeys(("expected", "seen", "hint", "line"))
    return {
        "id": check.id,
        "sentence": whole(language(check.sentence)),
        "status": check.status,
        "bonus": check.bonus,
        "points": check.points,
        "max_points": check.max_points,
        **finding,
        "blocked_by": check.blocked_by,
    }


def _finding(finding: Finding | None, language: Language) -> _Object | None:
    if finding is None:
        return None
    texts = {"expected": finding.expected, "seen": finding.seen, "hint": finding.hint}
    return {**{key: whole(language(text)) for key, text in texts.items()}, "line": finding.line}


def _real(real: Real | None, language: Language) -> _Object | None:
    return {"status": real.status, "finding": _finding(real.finding, language)} if real else None


def whole(text: str) -> str:
    """Return a text with U+FFFD in place of each half of a surrogate pair, which many parsers refuse."""
    return _LONE_SURROGATE.sub("\ufffd", text)
