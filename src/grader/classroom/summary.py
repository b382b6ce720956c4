"""What is said at the end of grading a class, or of rehearsing it. Pure functions to lines."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from grader.classroom.grading import Book
from grader.classroom.records import Row
from grader.classroom.rehearsal import Change
from grader.reports.book import FILES, PAGES
from grader.words import Message, say

MOST_NAMED = 10


def summary(book: Book, folder: Path, resume: str, rehearse: str) -> Iterator[Message]:
    """Yield how the class did, where that stands, and what to do next: two commands to choose from."""
    rows = book.gradebook.rows
    yield _counts(rows)
    yield from _named(say("not graded"), [row.learner for row in rows if row.problem is not None])
    is_open = [row.learner for row in rows if row.status == "open"]
    yield from _named(say("to be judged by a person ('unjudged')"), is_open)
    besides = [row.learner for row in rows if row.status != "open" and _unjudged(row)]
    yield from _named(say("'unjudged' in a kata that doesn't decide whether they have passed"), besides)
    yield say(
        "gradebook: {csv}; overview: {index}; pages to hand back: {pages}",
        csv=str(folder / FILES["csv"]),
        index=str(folder / FILES["html"]),
        pages=str(folder / PAGES),
    )
    if book.lost:
        yield say("where the grader itself failed, try again: {command}", command=resume)
    else:
        yield say("after a change of the checks or the course, see who would change: {command}", command=rehearse)


def _counts(rows: Sequence[Row]) -> Message:
    count = Counter(row.outcome for row in rows)
    if not count["open"]:
        return say(
            "learners: {learners}; passed: {passed}; not passed: {rest}; not graded: {problems}",
            learners=len(rows),
            passed=count["passed"],
            rest=count["failed"],
            problems=count["problem"],
        )
    return say(
        "learners: {learners}; passed: {passed}; not passed: {rest}; to be judged: {open}; not graded: {problems}",
        learners=len(rows),
        passed=count["passed"],
        rest=count["failed"],
        open=count["open"],
        problems=count["problem"],
    )


def _named(what: Message, names: Sequence[str]) -> Iterator[Message]:
    if not names:
        return
    shown = ", ".join(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        yield say("{what}: {names}, and {count} more", what=what, names=shown, count=len(names) - MOST_NAMED)
    else:
        yield say("{what}: {names}", what=what, names=shown)


def _unjudged(row: Row) -> bool:
    return any(mark.status == "unjudged" for mark in row.marks)


def rehearsed(
    changes: Iterable[Change], reasons: Sequence[Message], learners: int, force: str
) -> Iterator[tuple[int, Message]]:
    """Yield who would change, and what was changed since: each sentence with how far it is indented."""
    for reason in reasons:
        yield 0, say("since then: {change}", change=reason)
    count = 0
    for change in changes:
        count += 1
        yield 0, say("{learner}", learner=change.learner)
        for sentence in change.sentences:
            yield 2, sentence
    if not count:
        yield 0, say("nobody of {learners} would change; nothing was written", learners=learners)
        return
    yield 0, say("would change: {count} of {learners}; nothing was written", count=count, learners=learners)
    yield 0, say("to have it so: {command}", command=force)
