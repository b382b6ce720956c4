"""A verdict as the page shows it: everything said, escaped where it is the attempt's, and of bounded size."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.reports import Look
from grader.reports.page.listing import HANDED_BACK, Line, Listing, listing_of, size_of as listing_size
from grader.reports.page.owner import Owner, owner_of, score_of
from grader.reports.page.picture import Picture
from grader.reports.page.room import Room, size_of
from grader.reports.page.steps import Steps
from grader.reports.page.texts import Teller
from grader.reports.page.words import LABELS, STATUSES
from grader.reports.progress import CAUSES, failures
from grader.run import Scene
from grader.verdict import CheckResult, Finding, KataVerdict, Verdict
from grader.words import say


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
    """A kata; ``focus`` is the check that names the real cause, ``story`` is about the kata as a whole.

    ``left_out`` says that there was no room for the picture of the ``whole`` program.
    """

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
    left_out: bool
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

    room: Room
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

    def check(self, check: CheckResult) -> Check:
        """Return a check."""
        finding, sentence = check.finding, self.tell(check.sentence)
        told = finding and check.status != "blocked"
        scene = finding.scene if finding and told else None
        picture = self.picture(check)
        return Check(
            check.id,
            self.named(check.id),
            sentence,
            check.status,
            self.tell(STATUSES[check.status]),
            check.bonus,
            self.reason(check),
            self.story(finding, sentence) if finding and told else None,
            picture,
            scene is not None and picture is None,
            self.steps.hint(self.kata, check.id),
        )

    def picture(self, check: CheckResult) -> Picture | None:
        """Return the picture of a check that is told, if there is one, and room for it."""
        scene = check.finding.scene if check.finding and check.status != "blocked" else None
        return self.room.picture(scene, self.named(check.id)) if scene else None

    def whole(self, scene: Scene | None) -> Picture | None:
        """Return the picture of the whole program."""
        return self.room.picture(scene, self.named("whole"), always=True) if scene else None

    def named(self, part: str) -> str:
        """Return the id of a part of the kata."""
        return f"{self.anchor}-{part}"

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
    owner = owner_of(verdict, look, tell)
    room = Room(tell, bounded=owner is not None)
    makers = [_maker(kata, number, steps, room) for number, kata in enumerate(verdict.katas)]
    if room.bounded:
        # What is read has room first, then what is to be seen first.
        for make, kata in zip(makers, verdict.katas, strict=True):
            room.take(listing_size(make.listing) if make.listing else 0)
            room.take(sum(size_of(check.finding) for check in kata.checks if check.finding))
        for make, kata in zip(makers, verdict.katas, strict=True):
            if first := _first(kata):
                make.picture(first)
        for make, kata in zip(makers, verdict.katas, strict=True):
            make.whole(kata.whole)
    return Page(
        look.language.code,
        tell(_heading(verdict, whole=owner is not None)),
        owner.status if owner else "passed" if verdict.exit_code == 0 else "failed",
        tell(verdict.attempt, 200),
        verdict.python,
        str(verdict.seed),
        steps.next(),
        steps.again(),
        tuple(_kata(kata, make) for make, kata in zip(makers, verdict.katas, strict=True)),
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


def _maker(kata: KataVerdict, number: int, steps: Steps, room: Room) -> _Kata:
    source = steps.look.sources.get(kata.kata)
    listing = listing_of(source, HANDED_BACK if room.bounded else None) if source else None
    return _Kata(room, steps.tell, steps, kata.kata, f"k{number}", listing)


def _first(kata: KataVerdict) -> CheckResult | None:
    """Return the check in focus; where the kata passed, what it did is in focus, not a bonus that it didn't get."""
    return None if kata.status == "passed" else next((each.check for each in failures(kata) if each.check), None)


def _kata(kata: KataVerdict, make: _Kata) -> Kata:
    tell, first = make.tell, _first(kata)
    checks = tuple(map(make.check, kata.checks))
    whole = make.whole(kata.whole)
    return Kata(
        kata.kata,
        make.anchor,
        kata.status,
        tell(STATUSES[kata.status]),
        tell(score_of(kata, make.steps.look)),
        tell(CAUSES[kata.cause]) if kata.cause else None,
        make.story(kata.finding) if kata.finding else None,
        _real(kata, make),
        next((check for check in checks if first and check.name == first.id), None),
        checks,
        whole,
        kata.whole is not None and whole is None,
        make.listing,
    )


def _real(kata: KataVerdict, make: _Kata) -> tuple[str, str, Story | None] | None:
    if kata.real is None:
        return None
    story = make.story(kata.real.finding) if kata.real.finding else None
    return kata.real.status, make.tell(STATUSES[kata.real.status]), story
