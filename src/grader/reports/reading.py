"""The way back: a JSON report of version 1, read again as the verdict that it was written from.

What the report doesn't hold isn't there any more: reference, moment, thread, concept, pictures. Sentences are in the
language in which they were written.
"""

from typing import cast, get_args

from grader.documents import Place, document
from grader.reports.json import VERSION
from grader.verdict import (
    CAUSES,
    Cause,
    CheckResult,
    CheckStatus,
    Finding,
    KataStatus,
    KataVerdict,
    Real,
    RealStatus,
    Verdict,
)
from grader.words import Message

MAX_CHARS = 1 << 23
MAX_KATAS, MAX_CHECKS = 100, 1000
_REPORT = ("version", "attempt", "python", "seed", "seconds", "katas")
_KATA = ("kata", "status", "cause", "finding", "real", "points", "max_points", "bonus_points", "checks")
_FINDING = ("expected", "seen", "hint", "line")
_CHECK = ("id", "sentence", "status", "bonus", "points", "max_points", *_FINDING, "blocked_by")
_REAL = ("status", "finding")


def parse(text: str) -> Verdict:
    """Return the verdict of a report; ValueError, which says what is wrong in it, where it is none of ours."""
    return verdict_of(document(text, MAX_CHARS))


def verdict_of(place: Place) -> Verdict:
    """Return the verdict of a report that stands in a larger document."""
    parts = place.parts(_REPORT)
    parts["version"].exactly(VERSION)
    return Verdict(
        parts["attempt"].text(),
        parts["python"].text(),
        parts["seed"].whole(),
        parts["seconds"].number(),
        tuple(_kata(each) for each in parts["katas"].items(MAX_KATAS)),
    )


def _kata(place: Place) -> KataVerdict:
    parts = place.parts(_KATA)
    cause = parts["cause"]
    kata = KataVerdict(
        parts["kata"].text(),
        cast("KataStatus", parts["status"].one_of(get_args(KataStatus))),
        None if cause.value is None else cast("Cause", cause.one_of(CAUSES)),
        _finding(parts["finding"]),
        _real(parts["real"]),
        tuple(_check(each) for each in parts["checks"].items(MAX_CHECKS)),
    )
    # They follow from the checks: where they don't, somebody has changed one of them.
    for name in ("points", "max_points", "bonus_points"):
        parts[name].exactly(getattr(kata, name))
    return kata


def _check(place: Place) -> CheckResult:
    parts = place.parts(_CHECK)
    status = cast("CheckStatus", parts["status"].one_of(get_args(CheckStatus)))
    told = {name: parts[name].value for name in _FINDING}
    silent = all(value is None for value in told.values())
    if status == "passed":
        for name in _FINDING:
            parts[name].exactly(None)
    blocker = parts["blocked_by"]
    if status != "blocked":
        blocker.exactly(None)
    check = CheckResult(
        parts["id"].text(),
        Message(parts["sentence"].text(), {}),  # a promise of ours, which a catalogue may know
        status,
        parts["bonus"].flag(),
        parts["max_points"].whole(),
        None if silent and status != "failed" else _finding(Place(told, place.path)),
        None if blocker.value is None else blocker.text(),
    )
    parts["points"].exactly(check.points)
    return check


def _finding(place: Place) -> Finding | None:
    if place.value is None:
        return None
    parts = place.parts(_FINDING)
    expected, seen, hint = (_quoted(parts[name].text()) for name in ("expected", "seen", "hint"))
    return Finding(expected, seen, hint, None if parts["line"].value is None else parts["line"].whole(1))


def _real(place: Place) -> Real | None:
    if place.value is None:
        return None
    parts = place.parts(_REAL)
    return Real(cast("RealStatus", parts["status"].one_of(get_args(RealStatus))), _finding(parts["finding"]))


def _quoted(text: str) -> Message:
    """Return a text as a value, which no catalogue looks up: it has been said already, and may quote the attempt."""
    return Message("{text}", {"text": text})
