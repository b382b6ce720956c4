"""A comparison as the page shows it: everything said, escaped where it is an attempt's, and of bounded size."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.comparing.behaviour import Difference, Side
from grader.comparing.comparison import Compared, Comparison, KataComparison, Obstacle
from grader.reports import Look
from grader.reports.comparison.words import (
    MEANING,
    OBSTACLES,
    about_unjudged,
    captions_of,
    command,
    heading_of,
    kind_of,
    place_of,
    score_of,
    told_in_short,
)
from grader.reports.page.listing import Listing, listing_of
from grader.reports.page.picture import Picture, picture_of
from grader.reports.page.texts import Teller
from grader.reports.paper import quoted
from grader.words import Message, say

MAX_PICTURES, MAX_PATH = 12, 1000
STATUS = {
    "same": "passed",
    "fine": "passed",
    "differs": "failed",
    "unjudged": "unjudged",
    "todo": "todo",
    "unplayed": "unjudged",
}
"""As which verdict's status each likeness looks."""
LABELS: Mapping[str, Message] = {
    "title": say("Spinner katas: two programs, and where they part"),
    "skip": say("Skip to the comparison"),
    "scenarios": say("All scenarios"),
    "first": say("Here they part first"),
    "against": say("against"),
    "open": say("Also different, but fine"),
    "untold": say("Nobody can tell about this, as the grader's clock may be to blame"),
    "bonus": say("bonus"),
    "source": say("The source of this program"),
}
WORDS: Mapping[str, Message] = {
    "same": say("same"),
    "fine": say("fine"),
    "differs": say("differs"),
    "unjudged": say("unjudged"),
    "todo": say("to do"),
    "unplayed": say("unplayed"),
    "missing": say("missing"),
    "broken": say("broken"),
    "stopped": say("not all played"),
    "alike": say("alike"),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """What one of the two did: its name, what it did, and in which line, where that is known.

    ``own``: whether that line is one of the source that is on the page.
    """

    who: str
    said: str
    line: int | None
    own: bool
    broke: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One difference."""

    kind: str
    bonus: bool
    where: tuple[str, ...]
    promise: str | None
    deeds: tuple[Deed, Deed]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario; ``left_out``: whether there was no room for its picture."""

    name: str
    anchor: str
    status: str
    word: str
    meaning: str
    short: str
    place: str | None
    rows: tuple[Row, ...]
    untold: tuple[Row, ...]
    open: tuple[Row, ...]
    picture: Picture | None
    left_out: bool


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why a kata can't be compared, or not all of it."""

    said: str
    seen: str
    hint: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Kata:
    """One kata; ``focus`` is the first scenario that differs in what matters."""

    name: str
    anchor: str
    status: str
    word: str
    score: str
    hindrances: tuple[Hindrance, ...]
    focus: Scenario | None
    scenarios: tuple[Scenario, ...]
    whole: Picture | None
    listing: Listing | None

    @property
    def pictures(self) -> Iterator[Picture]:
        """Go through its pictures, each once."""
        yield from (each.picture for each in self.scenarios if each.picture)
        if self.whole:
            yield self.whole

    @property
    def line(self) -> int | None:
        """The line of the source that matters first."""
        rows = self.focus.rows if self.focus else ()
        lines = [deed.line for row in rows for deed in row.deeds if deed.own] + [each.line for each in self.hindrances]
        return next((line for line in lines if line), None)


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page."""

    language: str
    heading: str
    status: str
    mine: str
    theirs: str
    python: str
    seed: str
    again: str
    why: str
    katas: tuple[Kata, ...]
    everything: bool

    @property
    def pictures(self) -> Iterator[Picture]:
        """Go through all pictures."""
        for kata in self.katas:
            yield from kata.pictures


def page_of(comparison: Comparison, look: Look) -> Page:
    """Return the page that shows a comparison."""
    tell = Teller(look.language)
    why = about_unjudged(comparison)
    katas: list[Kata] = []
    for number, kata in enumerate(comparison.katas):
        room = MAX_PICTURES - sum(1 for each in katas for _ in each.pictures)
        katas.append(_Maker(comparison, look, tell, f"k{number}").kata(kata, room))
    return Page(
        look.language.code,
        tell(heading_of(comparison)),
        "passed" if comparison.exit_code == 0 else "failed",
        tell(comparison.attempt, 200),
        tell(comparison.other or captions_of(comparison).theirs, 200),
        comparison.python,
        str(comparison.seed),
        tell(quoted(command(comparison)), MAX_PATH),
        tell(why, MAX_PATH) if why else "",
        tuple(katas),
        look.everything,
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    """What the parts of a kata are made with; the anchor begins all of its ids."""

    comparison: Comparison
    look: Look
    tell: Teller
    anchor: str

    def kata(self, kata: KataComparison, room: int) -> Kata:
        source = self.look.sources.get(kata.kata)
        room -= kata.whole is not None
        scenarios: list[Scenario] = []
        for number, each in enumerate(kata.scenarios):
            left = room - sum(1 for made in scenarios if made.picture)
            scenarios.append(self._scenario(each, f"{self.anchor}-s{number}", left))
        status, word = self._status(kata)
        return Kata(
            kata.kata,
            self.anchor,
            status,
            self.tell(word),
            self.tell(score_of(kata)),
            tuple(self._hindrance(each) for each in kata.obstacles),
            next((each for each in scenarios if kata.first and each.name == kata.first.name), None),
            tuple(scenarios),
            picture_of(kata.whole, f"{self.anchor}-whole", self.tell) if kata.whole else None,
            listing_of(source) if source else None,
        )

    def _status(self, kata: KataComparison) -> tuple[str, Message]:
        if kata.is_alike:
            return "passed", WORDS["alike"]
        if kata.first:
            return "failed", WORDS["differs"]
        status = kata.obstacles[0].status if kata.obstacles else "unjudged"
        return ("unjudged" if status == "stopped" else status), WORDS[status]

    def _scenario(self, compared: Compared, anchor: str, room: int) -> Scenario:
        scene = compared.scene if compared.mattering else None
        return Scenario(
            self.tell(compared.name),
            anchor,
            STATUS[compared.likeness],
            self.tell(WORDS[compared.likeness]),
            self.tell(MEANING[compared.likeness]),
            self.tell(told_in_short(compared, captions_of(self.comparison)), 300),
            self.tell(place_of(compared)) if compared.mattering else None,
            tuple(self._row(each) for each in compared.mattering),
            tuple(self._row(each) for each in compared.unjudged),
            tuple(self._row(each) for each in compared.open),
            picture_of(scene, anchor, self.tell) if scene and room > 0 else None,
            scene is not None and room <= 0,
        )

    def _row(self, difference: Difference) -> Row:
        heads = captions_of(self.comparison).heads
        return Row(
            self.tell(kind_of(difference)),
            difference.bonus,
            tuple(self._where(difference)),
            self.tell(difference.promise) if difference.promise else None,
            (
                self._deed(heads[0], difference.mine, mine=True),
                self._deed(heads[1], difference.theirs, mine=False),
            ),
        )

    def _where(self, difference: Difference) -> Iterator[str]:
        if difference.call:
            yield self.tell(say("in call {number}", number=difference.call + 1))
        if difference.at is not None:
            yield self.tell(say("at {time}", time=self.tell.seconds(difference.at)))

    def _deed(self, who: Message, side: Side, *, mine: bool) -> Deed:
        # Of the solution it is enough to see what it does.
        line = side.line if mine or self.comparison.other is not None else None
        return Deed(self.tell(who), self.tell(side.said), line, mine, side.broke)

    def _hindrance(self, obstacle: Obstacle) -> Hindrance:
        finding = obstacle.finding
        return Hindrance(
            self.tell(OBSTACLES[obstacle.who, obstacle.status]),
            self.tell(finding.seen) if finding else "",
            self.tell(finding.hint) if finding else "",
            finding.line if finding and obstacle.who == "mine" else None,
        )
