"""Classes that the tests of the gradebook are about: what became of each entry, without grading anything."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from pages import HOSTILE, broken, finding, passed, todo

from grader.classroom.gradebook import Outcome, gradebook_of
from grader.classroom.records import Entry, Gradebook
from grader.course import Course
from grader.language import Language
from grader.verdict import Cause, CheckResult, KataVerdict, Verdict
from grader.words import promised

KATAS = ("spinner_thread", "spinner_asyncio")
NAMES = (
    "=cmd|' /C calc'!A0",
    "\uff1d1+1",
    "-2+3",
    " +1",
    "@SUM(1)",
    "<script>document.title='owned'</script>",
    '"><img src=x onerror=document.title=1>',
    "{{7*7}}{% raw %}",
    "\x1b[2J\x1b]0;owned\x07",
    "\u202eevil\u2066",
    "a,b;c\td\r\ne|f`g`*h*_i_[j](k)",
    "]]>&amp;<!--",
    "\x00",
    "\ud83d\ude00 \ud800",
    "\U0001f600\U0001f469\u200d\U0001f4bb",
    "\uae40\ucca0\uc218",
    "\u0645\u0631\u062d\u0628\u0627",
    "x" * 5000,
    "../../etc/passwd",
    "Ann",
    *HOSTILE,
)
"""Names of learners that nobody should have."""
MARKED = Language("xx", lambda text: f"\u00ab{text}\u00bb")
"""A language in which everything that is translated can be told."""
IDS = ("signal", "frames", "pace", "visible", "stop", "cleanup", "slow_function", "announce", "concurrent", "joined")
IDS += ("result", "answer", "rerun")


def entry(learner: str, slug: str = "") -> Entry:
    """Return an entry; its path is one that no report may show."""
    return Entry(learner, slug or learner, Path("/instructor/secret") / "submission")


def checks(kata: str, first: str | None = None) -> tuple[CheckResult, ...]:
    """Return the checks of a kata of which one failed and blocks all that come later."""
    made, blocked = [], False
    for name in IDS:
        check = CheckResult(name, promised(f"The promise of {name} is kept in {kata}."), "passed")
        if blocked:
            check = replace(check, status="blocked", blocked_by=first)
        if name == first:
            check, blocked = replace(check, status="failed", finding=finding()), True
        made.append(check)
    bonus = CheckResult("wide", promised("A wide message is wiped, too."), "passed", bonus=True)
    made.append(replace(bonus, status="blocked", blocked_by=first) if blocked else bonus)
    return tuple(made)


def kata(name: str, first: str | None = None, cause: Cause | None = None) -> KataVerdict:
    """Return a kata that passed, or whose ``first`` check failed."""
    return KataVerdict(name, "failed" if first else "passed", cause, checks=checks(name, first))


def verdict(*katas: KataVerdict) -> Verdict:
    """Return the verdict on what a learner handed in."""
    return Verdict("exercises", "3.12.1", 4711, 0.61, katas)


def outcomes() -> list[Outcome]:
    """Return a class with one of each kind."""
    thread, aio = KATAS
    early = verdict(kata(thread, "stop", "hung"), kata(aio, "frames", "flooded"))
    unsure = replace(checks(aio)[1], status="unjudged", finding=finding("the grader can't tell"))
    return [
        Outcome(entry("Ben"), verdict(kata(thread), kata(aio))),
        Outcome(entry("ann"), verdict(kata(thread), kata(aio, "frames"))),
        Outcome(entry("Cem"), early, None, ("a remark",)),
        Outcome(entry("Dora"), verdict(kata(thread))),
        Outcome(entry("Eva"), verdict(replace(passed(), checks=checks(thread)), todo())),
        Outcome(entry("Finn"), verdict(kata(thread, "pace", "tampered"), broken())),
        Outcome(entry("Gil"), None, "this is no zip file"),
        Outcome(entry("Hana"), verdict(kata(thread), KataVerdict(aio, "unjudged", checks=(checks(aio)[0], unsure)))),
    ]


def book(of: Sequence[Outcome] | None = None, course: Course | None = None) -> Gradebook:
    """Return the gradebook of a class."""
    whole = outcomes() if of is None else of
    return gradebook_of(whole, course or Course(), seed=4711, python="3.12.1", katas=KATAS)


def hostile() -> Gradebook:
    """Return a class in which everything that somebody else may have written is hostile."""
    thread, aio = KATAS

    def told() -> Iterator[Outcome]:
        for number, name in enumerate(NAMES):
            here = entry(name, f"learner-{number}")
            wrong = replace(checks(thread)[0], status="failed", finding=finding(name))
            yield Outcome(
                here, verdict(KataVerdict(thread, "failed", "hung", checks=(wrong,)), broken(name)), None, (name,)
            )
        yield Outcome(entry("last", "a b%c#d?e"), None, "".join(NAMES[:-3]))
        yield Outcome(entry("", "nobody"), verdict(kata(thread), kata(aio)))

    return book(list(told()), Course(title=NAMES[5] + NAMES[8]))


def named(name: str) -> Gradebook:
    """Return a class of one whose name, problem, remark, and what was seen is this."""
    wrong = replace(checks(KATAS[0])[0], status="unjudged", finding=finding(name))
    unsure = verdict(KataVerdict(KATAS[0], "unjudged", "hung", checks=(wrong,)))
    return book(
        [Outcome(entry(name, "a"), unsure, None, (name,)), Outcome(entry(name, "b"), None, name)], Course(title=name)
    )


def many(count: int, name: str = "Learner") -> Gradebook:
    """Return a large class, whose learners fail in ways that some mistakes have."""
    random = Random(1)
    causes: tuple[Cause | None, ...] = (None, None, None, None, None, "hung", "flooded", "busy")

    def told() -> Iterator[Outcome]:
        for number in range(count):
            katas = [kata(each, random.choice((None, None, *IDS)), random.choice(causes)) for each in KATAS]
            katas = [each if each.status == "failed" else replace(each, cause=None) for each in katas]
            yield Outcome(entry(f"{name} {number:04}", f"learner-{number:04}"), verdict(*katas))

    return gradebook_of(told(), Course(), seed=4711, python="3.12.1", katas=KATAS)
