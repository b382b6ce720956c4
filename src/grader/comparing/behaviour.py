"""What an attempt did in a scenario, as traits; and the differences between two such behaviours.

A difference matters where the contract doesn't allow what one of the two did, and they didn't do the same. What both
may do differs, too, but as two right programs do. Where the grader can't tell whether somebody broke a promise, nothing
matters, and nothing is the same either.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from grader.checks import Fact, plain_text
from grader.words import Message, say

NAMED_BY_NUMBER = re.compile(r"\b(Thread|Task|ThreadPoolExecutor|Dummy|asyncio)-\d+(?:_\d+)?(?: \(\w+\))?")
PLACE = re.compile(r"[\w.-]+\.py(:\d+)?")
ABOUT_PLACES = frozenset({"line"})
"""The values of a sentence that tell where in a source something stands, which says nothing of what it did."""


@dataclass(frozen=True, slots=True)
class Breach:
    """How a promise was broken: in which call of the scenario, when (nanoseconds since that call began), where."""

    expected: Message
    said: Message
    call: int
    at: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Trait:
    """What an attempt did in one respect in all calls of a scenario.

    ``rank`` is where it stands among all that is told; ``facts`` are those of the calls, in order, None where nothing
    is known; ``allowed``: whether the contract has nothing against them, which a breach contradicts; ``bonus``: whether
    nothing here is needed to pass; ``doubtful``: whether what speaks against it may be the fault of the grader's clock.
    """

    kind: str
    rank: int
    facts: tuple[Fact | None, ...] = ()
    breach: Breach | None = None
    allowed: bool = True
    bonus: bool = False
    doubtful: bool = False

    @property
    def is_unjudged(self) -> bool:
        """Whether something speaks against what it did here, and nobody can tell with what right."""
        return self.doubtful and (self.breach is not None or not self.allowed)


Behaviour = Sequence[Trait]
"""What an attempt did in a scenario: no two of the traits are of the same kind."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two did where they differ: the line of its source, if it is known; ``broke``: a promise.

    ``unjudged``: whether the grader can't tell if that is what it really does.
    """

    said: Message
    line: int | None = None
    broke: bool = False
    unjudged: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two behaviours differ: in which respect and call, since when, what each did, and what is promised there.

    What is unjudged on either side is told here even where both did the same: they may differ nevertheless.
    """

    kind: str
    matters: bool
    bonus: bool
    call: int
    at: int | None
    mine: Side
    theirs: Side
    promise: Message | None = None

    @property
    def unjudged(self) -> bool:
        """Whether nobody can tell if they differ."""
        return self.mine.unjudged or self.theirs.unjudged

    def mirrored(self) -> "Difference":
        """Return it as it is from the other's side."""
        return replace(self, mine=self.theirs, theirs=self.mine)


def differences(mine: Behaviour, theirs: Behaviour) -> tuple[Difference, ...]:
    """Return in what two behaviours differ, in the order of their traits' ranks."""
    known = {trait.kind: trait for trait in mine}, {trait.kind: trait for trait in theirs}
    kinds = sorted({(trait.rank, trait.kind) for trait in (*mine, *theirs)})
    found = []
    for _, kind in kinds:
        a, b = (each.get(kind) for each in known)
        # Who was never asked for something hasn't done it otherwise: the scenario itself says how it ended.
        difference = _difference(a, b) if a and b else None
        if difference:
            found.append(difference)
    return tuple(found)


def _difference(mine: Trait, theirs: Trait) -> Difference | None:
    unjudged = mine.is_unjudged or theirs.is_unjudged
    if (mine.breach or theirs.breach) and (unjudged or not _same(mine.breach, theirs.breach)):
        return _broken(mine, theirs, unjudged=unjudged)
    places = range(max(len(mine.facts), len(theirs.facts)))
    for call in places:
        a, b = _fact(mine, call), _fact(theirs, call)
        if a and b and a.value != b.value:
            bonus = mine.bonus or theirs.bonus
            matters = not ((mine.allowed and theirs.allowed) or bonus or unjudged)
            sides = Side(a.said, unjudged=mine.is_unjudged), Side(b.said, unjudged=theirs.is_unjudged)
            return Difference(mine.kind, matters, bonus, call, None, *sides)
    return None


def _same(mine: Breach | None, theirs: Breach | None) -> bool:
    """Return whether both broke a promise, and in the same way."""
    if mine is None or theirs is None:
        return False
    return (mine.call, essence(mine.said)) == (theirs.call, essence(theirs.said))


def _broken(mine: Trait, theirs: Trait, *, unjudged: bool) -> Difference:
    """Return how two differ of which one at least broke a promise, as far as can be told."""
    breaches = [each for each in (mine.breach, theirs.breach) if each]
    call = min(each.call for each in breaches)
    times = [each.at for each in breaches if each.call == call and each.at is not None]
    at = min(times, default=None)
    bonus = mine.bonus or theirs.bonus
    expected = min(each.expected for each in breaches)  # the same one from either side
    sides = _side(mine, call), _side(theirs, call)
    return Difference(mine.kind, not (bonus or unjudged), bonus, call, at, *sides, expected)


def _side(trait: Trait, call: int) -> Side:
    """Say what one did in a call; where nothing more is known of it, that it kept the promise."""
    unjudged = trait.is_unjudged
    if trait.breach:
        return Side(trait.breach.said, trait.breach.line, broke=not unjudged, unjudged=unjudged)
    fact = _fact(trait, call)
    if fact:
        return Side(fact.said, unjudged=unjudged)
    said = say("as it is promised") if trait.allowed else say("what it did here can't be told")
    return Side(said, unjudged=unjudged)


def _fact(trait: Trait, call: int) -> Fact | None:
    return trait.facts[call] if call < len(trait.facts) else None


def essence(message: Message) -> Hashable:
    """Return what a sentence says without what differs from run to run and source to source: names, idents, lines."""
    values = sorted((name, value) for name, value in message.values.items() if name not in ABOUT_PLACES)
    return message.template, tuple((name, _essential(value)) for name, value in values)


def _essential(value: object) -> Hashable:
    return essence(value) if isinstance(value, Message) else unnamed(str(value))


def unnamed(text: str) -> str:
    """Return a text without the numbers by which threads and tasks are named, without addresses and places."""
    return PLACE.sub("….py", NAMED_BY_NUMBER.sub(r"\1", plain_text(text)))
