"""A verdict as the page shows it: everything said, escaped where it is the attempt's, and of bounded size."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.reports import Look
from grader.reports.page.listing import Line, Listing, listing_of
from grader.reports.page.owner import Owner, owner_of, score_of
from grader.reports.page.picture import Picture, picture_of
from grader.reports.page.steps import Steps
from grader.reports.page.texts import Teller
from grader.reports.page.words import LABELS, STATUSES
from grader.reports.progress import CAUSES, failures
from grader.run import Scene
from grader.verdict import CheckResult, Finding, KataVerdict, Verdict
from grader.words import say

MAX_PICTURES = 12


@dataclass(frozen=True, slots=True)
class Story:
    """A finding: what was promised, what happened, where, why, and what to try."""

    promise: str | None
    expected: str
    seen: str
    hint: str
    why: str | None
    mistake: str | None
    reference: str | None
    where: tuple[str, ...]
    line: int | None
    excerpt: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A check; ``reason`` says why it is blocked, ``left_out`` that there was no room for its picture."""

    name: str
    anchor: str
    sentence: str
    status: str
    word: str
    bonus: bool
    reason: str | None
    story: Story | None
    picture: Picture | None
    left_out: bool
    hints: str


@dataclass(frozen=True, slots=True)
class Kata:
    """A kata; ``focus`` is the check that names the real cause, ``story`` is about the kata as a whole."""

    name: str
    anchor: str
    status: str
    word: str
    score: str
    cause: str | None
    story: Story | None
    real: tuple[str, str, Story | None] | None
    focus: Check | None
    checks: tuple[Check, ...]
    whole: Picture | None
    listing: Listing | None

    @property
    def pictures(self) -> Iterator[Picture]:
        """Return its pictures, each once."""
        yield from (check.picture for check in self.checks if check.picture)
        if self.whole:
            yield self.whole


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page."""

    language: str
    heading: str
    status: str
    attempt: str
    python: str
    seed: str
    next: str | None
    again: str
    katas: tuple[Kata, ...]
    everything: bool
    owner: Owner | None

    @property
    def pictures(self) -> Iterator[Picture]:
        """Return all pictures."""
        for kata in self.katas:
            yield from kata.pictures


@dataclass(frozen=True, slots=True)
class _Kata:
    """What its parts are made with: the texts, the source, and the anchor that begins all ids."""

    tell: Teller
    steps: Steps
    kata: str
    anchor: str
    listing: Listing | None

    def story(self, finding: Finding, promise: str | None = None) -> Story:
        """Return a finding as it is told."""
        tell = self.tell
        return Story(
            promise=promise,
            expected=tell(finding.expected),
            seen=tell(finding.seen),
            hint=tell(finding.hint),
            why=finding.why and tell(finding.why),
            mistake=finding.mistake and tell(finding.mistake),
            reference=finding.reference and tell(finding.reference),
            where=tuple(self.where(finding)),
            line=finding.line,
            excerpt=self.listing.around(finding.line) if self.listing else (),
        )

    def where(self, finding: Finding) -> Iterator[str]:
        """Yield when, in what, and in which line it happened, as far as that is known."""
        if finding.at is not None:
            yield self.tell(say("at {time}", time=self.tell.seconds(finding.at)))
        if finding.who is not None:
            yield self.tell(say("in {who}", who=finding.who), 200)
        if finding.line is not None:
            yield self.tell(say("line {line}", line=finding.line))

    def check(self, check: CheckResult, pictures: int) -> Check:
        """Return a check; ``pictures`` tells how many the page has before it."""
        finding, sentence = check.finding, self.tell(check.sentence)
        anchor = f"{self.anchor}-{check.id}"
        scene = finding.scene if finding else None
        room = pictures < MAX_PICTURES
        told = finding and check.status != "blocked"
        return Check(
            check.id,
            anchor,
            sentence,
            check.status,
            self.tell(STATUSES[check.status]),
            check.bonus,
            self.reason(check),
            self.story(finding, sentence) if finding and told else None,
            picture_of(scene, anchor, self.tell) if scene and told and room else None,
            scene is not None and not room,
            self.steps.hint(self.kata, check.id),
        )

    def reason(self, check: CheckResult) -> str | None:
        """Return why a check is blocked."""
        if check.status != "blocked":
            return None
        if check.blocked_by:
            return self.tell(say("rests on {check}", check=check.blocked_by))
        return self.tell(check.finding.seen) if check.finding else None


def page_of(verdict: Verdict, look: Look) -> Page:
    """Return the page that shows a verdict."""
    tell = Teller(look.language)
    steps = Steps(verdict, look, tell)
    katas: list[Kata] = []
    for number, kata in enumerate(verdict.katas):
        pictures = sum(1 for each in katas for _ in each.pictures)
        katas.append(_kata(kata, number, steps, pictures))
    owner = owner_of(verdict, look, tell)
    return Page(
        look.language.code,
        tell(_heading(verdict, whole=owner is not None)),
        owner.status if owner else "passed" if verdict.exit_code == 0 else "failed",
        tell(verdict.attempt, 200),
        verdict.python,
        str(verdict.seed),
        steps.next(),
        steps.again(),
        tuple(katas),
        look.everything,
        owner,
    )


def _heading(verdict: Verdict, *, whole: bool) -> str:
    """Return what is said first; ``whole``: whether a kata that is missing counts among the others."""
    if not verdict.katas:
        return LABELS["nothing"]
    graded = [kata for kata in verdict.katas if whole or kata.status != "missing"]
    if len(graded) == 1:
        return say("{kata}: {status}", kata=graded[0].kata, status=STATUSES[graded[0].status])
    passed = sum(kata.status == "passed" for kata in graded)
    return say("{passed} of {count} katas passed", passed=passed, count=len(graded))


def _kata(kata: KataVerdict, number: int, steps: Steps, pictures: int) -> Kata:
    source, tell = steps.look.sources.get(kata.kata), steps.tell
    listing = listing_of(source) if source else None
    make = _Kata(tell, steps, kata.kata, f"k{number}", listing)
    checks: list[Check] = []
    for check in kata.checks:
        checks.append(make.check(check, pictures + sum(1 for each in checks if each.picture)))
    # Where the kata passed, what it did is in focus, not a bonus that it didn't get.
    first = None if kata.status == "passed" else next((each.check for each in failures(kata) if each.check), None)
    return Kata(
        kata.kata,
        make.anchor,
        kata.status,
        tell(STATUSES[kata.status]),
        tell(score_of(kata, steps.look)),
        tell(CAUSES[kata.cause]) if kata.cause else None,
        make.story(kata.finding) if kata.finding else None,
        _real(kata, make),
        next((check for check in checks if first and check.name == first.id), None),
        tuple(checks),
        _whole(kata.whole, make),
        listing,
    )


def _real(kata: KataVerdict, make: _Kata) -> tuple[str, str, Story | None] | None:
    if kata.real is None:
        return None
    story = make.story(kata.real.finding) if kata.real.finding else None
    return kata.real.status, make.tell(STATUSES[kata.real.status]), story


def _whole(scene: Scene | None, make: _Kata) -> Picture | None:
    return picture_of(scene, f"{make.anchor}-whole", make.tell) if scene else None
