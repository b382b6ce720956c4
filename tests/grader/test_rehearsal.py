"""Who would change if a class were graded anew: whatever of a row is another, that is told."""

from dataclasses import replace

from classes import KATAS, checks, kata, verdict
from pages import finding

from grader.classroom.classrun import ClassRun
from grader.classroom.kept import Kept
from grader.classroom.rehearsal import Rehearsed, changes, standing
from grader.course import Course
from grader.language import ENGLISH
from grader.verdict import CheckStatus, KataVerdict

THREAD = KATAS[0]
RUN = ClassRun("0123456789abcdef", 4711, "3.12.1", "f" * 64, KATAS[:1], Course(), "en")


def told(old: KataVerdict, new: KataVerdict, run: ClassRun = RUN) -> list[str]:
    """Return what is told of a learner whose kata was this, and would be that."""
    before, after = Rehearsed(), Rehearsed()
    before.keep("kim", Kept(RUN.id, "Kim", "1", verdict(old)), {}, RUN)
    after.keep("kim", Kept(run.id, "Kim", "2", verdict(new)), {}, run)
    found = changes(standing(before, RUN), standing(after, run))
    return [ENGLISH(sentence) for change in found for sentence in change.sentences]


def but(**statuses: CheckStatus) -> KataVerdict:
    """Return a kata that failed, with all checks passed but for these."""
    made = [replace(check, status=statuses.get(check.id, "passed")) for check in checks(THREAD)]
    made = [replace(check, finding=finding()) if check.status == "failed" else check for check in made]
    return KataVerdict(THREAD, "failed", checks=tuple(made))


def test_nothing_changes() -> None:
    """Where a row would be the same, nothing is told, even if something else was handed in."""
    assert told(kata(THREAD, "pace", "hung"), kata(THREAD, "pace", "hung")) == []


def test_another_cause() -> None:
    """That a program ended in another way is told, also where it is worth the same."""
    assert told(kata(THREAD, "pace", "hung"), kata(THREAD, "pace", "deadlock")) == [
        "what was handed in has changed since then",
        (
            "spinner_thread: failed, 2 of 13, first failed: pace, ended early: hung; "
            "would be failed, 2 of 13, first failed: pace, ended early: deadlock"
        ),
    ]


def test_other_checks() -> None:
    """That checks end in another way is told by their names, where neither status nor first cause tells it."""
    assert told(but(stop="failed"), but(stop="failed", rerun="blocked"))[1:] == [
        (
            "spinner_thread: failed, 12 of 13, bonus 1, first failed: stop; "
            "would be failed, 11 of 13, bonus 1, first failed: stop"
        ),
        "spinner_thread, rerun: passed; would be blocked",
        "in all: 13 of 13, not passed; would be 12 of 13, not passed",
    ]
    assert told(but(stop="failed", answer="failed"), but(stop="failed", rerun="unjudged"))[1:] == [
        "spinner_thread, answer: failed; would be passed",
        "spinner_thread, rerun: passed; would be unjudged",
    ]


def test_new_check() -> None:
    """A check that wasn't there before is told, and so is one that isn't there any more."""
    old = but(stop="failed")
    renamed = replace(old, checks=(*old.checks[:-1], replace(old.checks[-1], id="broad")))

    assert told(old, renamed)[1:] == [
        "spinner_thread, broad: not there; would be passed",
        "spinner_thread, wide: passed; would be not there",
    ]


def test_status_tells_enough() -> None:
    """Where the status is another, nobody has to read how each check ended."""
    assert told(kata(THREAD, "pace"), kata(THREAD)) == [
        "what was handed in has changed since then",
        "spinner_thread: failed, 2 of 13, first failed: pace; would be passed, 13 of 13, bonus 1",
        "in all: 2 of 13, not passed; would be 14 of 13, passed",
    ]


def test_other_katas() -> None:
    """Where other katas are graded nobody can tell whether something else was handed in, and it isn't said."""
    assert told(kata(THREAD), kata(KATAS[1]), replace(RUN, katas=KATAS[1:])) == [
        "spinner_asyncio: not graded; would be passed, 13 of 13, bonus 1",
        "spinner_thread: passed, 13 of 13, bonus 1; would be not graded",
    ]


def test_in_memory() -> None:
    """What a rehearsal keeps is what an output folder would, and nobody else's."""
    kept = Kept(RUN.id, "Kim \ud800", "1", verdict(kata(THREAD)))
    store = Rehearsed()
    store.keep("kim", kept, {"html": "page"}, RUN)

    assert store.read("kim") == kept
    assert store.read("nobody") is None
    assert list(store.results()) == [("kim", kept)]
    assert set(standing(store, RUN).rows) == {"kim"}
    assert standing(store, replace(RUN, id="another")).rows == {}
