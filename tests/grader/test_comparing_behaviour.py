"""Two behaviours differ in the same respects from whichever side, and in what the contract leaves open without harm."""

from dataclasses import replace

from hypothesis import given, strategies as st

from grader.checks import Fact
from grader.comparing.behaviour import Behaviour, Breach, Difference, Side, Trait, differences, essence, unnamed
from grader.words import Message, say

KINDS = ("frames", "pace", "stop", "names")
RANKS = {kind: rank for rank, kind in enumerate(KINDS)}
PROMISE = say("a new frame every 0.1 s")


def did(number: int) -> Message:
    """Say what somebody did."""
    return say("it did {number}", number=number)


FACTS = st.builds(lambda number: Fact(number, did(number)), st.integers(0, 2))
BREACHES = st.builds(
    lambda number, call, at, line: Breach(say("a promise of {number}", number=line), did(number), call, at, line),
    st.integers(0, 2),
    st.integers(0, 1),
    st.none() | st.integers(0, 2),
    st.none() | st.integers(1, 3),
)
TRAITS = st.builds(
    lambda kind, facts, breach, *rest: Trait(kind, RANKS[kind], tuple(facts), breach, *rest),
    st.sampled_from(KINDS),
    st.lists(st.none() | FACTS, max_size=2),
    st.none() | BREACHES,
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
BEHAVIOURS = st.lists(TRAITS, max_size=4, unique_by=lambda trait: trait.kind)


@given(BEHAVIOURS)
def test_nothing_differs_from_itself(behaviour: Behaviour) -> None:
    """Whatever it did, it did the same as itself; only where it can't be judged, nobody knows what it did."""
    found = differences(behaviour, behaviour)

    assert {each.kind for each in found} == {each.kind for each in behaviour if each.is_unjudged and each.breach}
    assert not any(each.matters for each in found)


@given(BEHAVIOURS, BEHAVIOURS)
def test_unjudged_never_matters(mine: Behaviour, theirs: Behaviour) -> None:
    """What the grader can't tell of one of them is no difference that matters, and neither is blamed for it."""
    found = {each.kind: each for each in differences(mine, theirs)}
    others = {trait.kind: trait for trait in theirs}
    unjudged = {
        each.kind for each in mine if each.kind in others and (each.is_unjudged or others[each.kind].is_unjudged)
    }

    assert not any(found[kind].matters for kind in found if kind in unjudged)
    assert {kind for kind in found if found[kind].unjudged} == unjudged & set(found)
    assert not any(side.broke and side.unjudged for each in found.values() for side in (each.mine, each.theirs))


@given(BEHAVIOURS, BEHAVIOURS)
def test_same_from_both_sides(mine: Behaviour, theirs: Behaviour) -> None:
    """What differs from here differs from there, mirrored, and nothing else does."""
    there = differences(theirs, mine)

    assert differences(mine, theirs) == tuple(each.mirrored() for each in there)
    assert [each.mirrored().mirrored() for each in there] == list(there)


@given(BEHAVIOURS, BEHAVIOURS)
def test_right_programs_differ_without_harm(mine: Behaviour, theirs: Behaviour) -> None:
    """Where no promise is broken on either side, nothing that differs matters."""
    right = [[replace(trait, breach=None, allowed=True) for trait in side] for side in (mine, theirs)]

    assert not any(each.matters for each in differences(*right))


@given(BEHAVIOURS, BEHAVIOURS)
def test_broken_on_one_side_matters(mine: Behaviour, theirs: Behaviour) -> None:
    """A required promise that only one of the two broke is a difference that matters."""
    found = {each.kind for each in differences(mine, theirs) if each.matters}
    others = {trait.kind: trait for trait in theirs}
    due = {
        trait.kind
        for trait in mine
        if trait.kind in others
        and bool(trait.breach) != bool(others[trait.kind].breach)
        and not any(each.bonus or each.is_unjudged for each in (trait, others[trait.kind]))
    }

    assert due <= found


@given(BEHAVIOURS, BEHAVIOURS)
def test_in_the_order_of_the_contract(mine: Behaviour, theirs: Behaviour) -> None:
    """The first difference is the first of the contract, in whichever order the traits were found."""
    kinds = [each.kind for each in differences(mine, theirs)]

    assert kinds == sorted(kinds, key=lambda kind: RANKS[kind])
    assert differences(mine[::-1], theirs) == differences(mine, theirs)


def only(mine: Trait, theirs: Trait) -> Difference:
    """Return the one difference between two traits."""
    (found,) = differences([mine], [theirs])
    return found


def test_tells_both_sides() -> None:
    """Of who broke the promise what was seen is told, with its line; of the other one what was measured."""
    late = Breach(PROMISE, say("frame 2 came after 0.2 s"), 1, 200, 15)
    steady = Fact(100, say("a new frame comes every 0.1 s"))
    found = only(Trait("pace", 1, (steady, None), late), Trait("pace", 1, (steady, steady)))

    assert found == Difference(
        "pace",
        matters=True,
        bonus=False,
        call=1,
        at=200,
        mine=Side("frame 2 came after 0.2 s", 15, broke=True),  # type: ignore[arg-type] # equal to the message
        theirs=Side("a new frame comes every 0.1 s"),  # type: ignore[arg-type] # the same
        promise=PROMISE,
    )


def test_tells_the_promise_where_nothing_was_measured() -> None:
    """Who kept a promise of which nothing more is known did what was promised; who wasn't judged, nobody knows what."""
    late = Trait("pace", 1, (), Breach(PROMISE, did(1), 0))

    assert only(late, Trait("pace", 1)).theirs.said == "as it is promised"
    assert only(late, Trait("pace", 1, allowed=False)).theirs.said == "what it did here can't be told"


def test_broken_in_the_same_way() -> None:
    """Two that broke a promise in the same way did the same, whatever their threads are called and their lines are."""
    mine, theirs = (
        Trait("joined", 1, (), Breach(PROMISE, say("{name} was still alive", name=name), 0, None, line))
        for name, line in (("Thread-1 (spin)", 3), ("Thread-7 (turn)", 9))
    )
    other = Trait("joined", 1, (), Breach(PROMISE, say("{name} was still alive", name="Timer"), 0))

    assert differences([mine], [theirs]) == ()
    assert only(mine, other).matters


def test_broken_in_the_same_way_but_once() -> None:
    """Who broke a promise in the same way, but did something else besides, didn't do the same."""
    breach = Breach(PROMISE, say("frame 2 came after 0.2 s"), 0)
    mine, theirs = (Trait("pace", 1, (Fact(number, did(number)),), breach, allowed=False) for number in (2, 3))

    assert (only(mine, theirs).mine.said, only(mine, theirs).matters) == ("it did 2", True)


def test_unvouched_facts_matter() -> None:
    """What no check has found right may be wrong: there, who did something else differs in what matters."""
    mine, theirs = Trait("frames", 0, (Fact(0, did(0)),), allowed=False), Trait("frames", 0, (Fact(7, did(7)),))

    assert only(mine, theirs).matters
    assert not only(replace(mine, allowed=True), theirs).matters


def test_unjudged_is_told_though_it_looks_the_same() -> None:
    """Two that can't be judged aren't called alike, for what was seen of them is not what they do."""
    quick = Trait("took", 1, (), Breach(PROMISE, say("it took 0 s"), 0, None, 9), doubtful=True)
    found = only(quick, quick)

    assert found.unjudged
    assert not found.matters
    assert found.mine == Side("it took 0 s", 9, unjudged=True)  # type: ignore[arg-type] # equal to the message


def test_what_is_kept_is_judged() -> None:
    """Who kept a promise in spite of the clock is judged, and so is the other one who broke it."""
    late = Breach(PROMISE, say("frame 2 came after 0.2 s"), 0)

    assert only(Trait("pace", 1, doubtful=True), Trait("pace", 1, (), late)).matters


def test_bonus_never_matters() -> None:
    """Nobody needs a bonus to be right."""
    found = only(Trait("wide", 2, (), Breach(PROMISE, did(1), 0), bonus=True), Trait("wide", 2, bonus=True))

    assert (found.matters, found.bonus) == (False, True)


def test_essence() -> None:
    """What is said of two programs is the same but for lines, addresses, names by number, and files."""
    a = say(
        "{error}, line {line}", error=say("<Thread(Thread-1 (spin), started 1401)> at 0x7f3a5c0d in a.py:3"), line=3
    )
    b = say("{error}, line {line}", error=say("<Thread(Thread-2 (spin), started 9)> at 0x7f3a5cff in b.py:12"), line=4)

    assert a.values["error"] != b.values["error"]
    assert essence(say("{what}", what=str(a.values["error"]))) == essence(say("{what}", what=str(b.values["error"])))
    assert essence(say("{x}, line {line}", x="it", line=1)) == essence(say("{x}, line {line}", x="it", line=2))
    assert essence(say("{x}", x="it")) != essence(say("{x}", x="he"))
    assert unnamed("Task-12 and Thread-3 (spin)") == "Task and Thread"
