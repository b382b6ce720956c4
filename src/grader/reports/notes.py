"""What a verdict has to say of single lines of the attempt, for the formats that show it beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from grader.language import Language
from grader.reports import Look
from grader.verdict import CheckResult, Finding, KataVerdict, Verdict
from grader.words import NOTHING, say

MAX_CHARS = 400  # of each text that may quote the attempt: a note is a line or two
Rank = Literal["cause", "more", "bonus"]


@dataclass(frozen=True, slots=True)
class Note:
    """One finding and the place that it concerns.

    ``check`` is a check's id, or the kata's status where the finding is about the kata as a whole. ``rank``: the first
    cause of why a kata isn't passed, something else that isn't right, or a bonus that was missed.
    """

    kata: str
    path: str
    line: int
    check: str
    rank: Rank
    finding: Finding
    promise: str = ""


def notes(verdict: Verdict, look: Look) -> Iterator[Note]:
    """Go through all that isn't right: kata by kata, the first cause first."""
    for kata in verdict.katas:
        path = look.path(verdict.attempt, kata.kata)
        for place, (check, finding) in enumerate(_findings(kata)):
            bonus = isinstance(check, CheckResult) and check.bonus
            rank: Rank = "bonus" if bonus else "more" if place else "cause"
            name, promise = (check.id, check.sentence) if isinstance(check, CheckResult) else (check, "")
            yield Note(kata.kata, path, finding.line or 1, name, rank, finding, promise)


def _findings(kata: KataVerdict) -> Iterator[tuple[CheckResult | str, Finding]]:
    judged = [(check, check.finding) for check in kata.checks if check.finding and check.status != "passed"]
    if kata.status in ("broken", "todo", "unjudged"):
        # Where nothing is said of the kata as a whole, what its checks wait for says enough.
        finding = kata.finding or next((finding for _, finding in judged), None)
        yield kata.status, finding or Finding(NOTHING, _WORDS[kata.status], NOTHING)
    wrong = [(check, finding) for check, finding in judged if check.status in ("failed", "unjudged")]
    yield from sorted(wrong, key=lambda pair: (pair[0].bonus, pair[0] is not kata.first_failed))


_WORDS = {
    "broken": say("the file can't be used as it is"),
    "todo": say("something is still to be written"),
    "unjudged": say("the grader could not tell whether this is right, and that is no fault of yours"),
}


def sentence(finding: Finding, language: Language) -> str:
    """Return a finding in a sentence or two: the mistake if it has a name, what was seen and expected, what to do."""
    said = clipped(finding.seen, language)
    if finding.mistake:
        said = language(say("{mistake}: {seen}", mistake=clipped(finding.mistake, language), seen=said))
    if finding.expected:
        said = language(say("{seen} (expected: {expected})", seen=said, expected=clipped(finding.expected, language)))
    if finding.hint:
        said = language(say("{seen}. {hint}", seen=said, hint=clipped(finding.hint, language)))
    return said


def told(finding: Finding, language: Language) -> Iterator[str]:
    """Yield a finding's texts, each with its label in front, as far as there are any."""
    if finding.mistake:
        yield clipped(finding.mistake, language)
    if finding.expected:
        yield language(say("expected: {text}", text=clipped(finding.expected, language)))
    yield language(say("seen: {text}", text=clipped(finding.seen, language)))
    if finding.why:
        yield language(say("why: {text}", text=clipped(finding.why, language)))
    if finding.hint:
        yield language(say("hint: {text}", text=clipped(finding.hint, language)))


def clipped(text: str, language: Language) -> str:
    """Return a text in this language, cut short where it is very long; it says so."""
    said = language(text)
    if len(said) <= MAX_CHARS:
        return said
    return language(say("{begin} (cut short: {count} characters in all)", begin=said[:MAX_CHARS], count=len(said)))
