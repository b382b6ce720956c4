"""Who would change if a class were graded anew: the results that are there, held against those of a rehearsal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.classroom.classrun import ClassRun
from grader.classroom.grading import book_of
from grader.classroom.records import Entry, Mark, Row
from grader.classroom.store import Store
from grader.words import Message, say

MAX_PROBLEM = 200  # characters that are shown of one; the row has it whole


@dataclass(frozen=True, slots=True)
class Standing:
    """A class as it stands on disk: rows and submissions' digests, by slug, and at whom the grader itself failed."""

    rows: Mapping[str, Row]
    digests: Mapping[str, str]
    lost: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """A learner for whom something would change, and what, a sentence each."""

    learner: str
    sentences: tuple[Message, ...]


def standing(store: Store, run: ClassRun) -> Standing:
    """Return how everybody stands who has a result of this run."""
    digests, entries = {}, []
    for slug, kept in store.results():
        if kept.run == run.id:
            digests[slug] = kept.digest
            entries.append(Entry(kept.learner, slug, Path()))
    book = book_of(entries, run, store)
    return Standing({row.slug: row for row in book.gradebook.rows}, digests, book.lost)


def changes(before: Standing, after: Standing) -> Iterator[Change]:
    """Yield who would change, in the order of the gradebook, those who are gone at the end."""
    for slug, row in {**after.rows, **before.rows, **after.rows}.items():
        sentences = list(_of_learner(before.rows.get(slug), after.rows.get(slug)))
        other = before.digests.get(slug, "") != after.digests.get(slug, "")
        if sentences and other and slug in before.rows and slug in after.rows:
            sentences.insert(0, say("what was handed in has changed since then"))
        if sentences:
            yield Change(row.learner, tuple(sentences))


def _of_learner(old: Row | None, new: Row | None) -> Iterator[Message]:
    if new is None:
        yield say("is no longer among the submissions: the result would go")
        return
    if old is None:
        yield say("is new: {now}", now=_whole(new))
        return
    before = {mark.kata: mark for mark in old.marks}
    after = {mark.kata: mark for mark in new.marks}
    for kata in {**after, **before}:
        was, now = _told(before.get(kata)), _told(after.get(kata))
        if was != now:
            yield say("{kata}: {was}; would be {now}", kata=kata, was=was, now=now)
    was, now = _whole(old), _whole(new)
    if was != now:
        yield say("in all: {was}; would be {now}", was=was, now=now)


def _told(mark: Mark | None) -> Message:
    if mark is None:
        return say("not graded")
    told = say("{status}, {points} of {most}", status=mark.status, points=mark.points, most=mark.max_points)
    if mark.bonus_points:
        told = say("{told}, bonus {points}", told=told, points=mark.bonus_points)
    return say("{told}, first failed: {check}", told=told, check=mark.first) if mark.first else told


def _whole(row: Row) -> Message:
    if row.problem is not None:
        cut = row.problem if len(row.problem) <= MAX_PROBLEM else f"{row.problem[:MAX_PROBLEM]}…"
        return say("not graded ({problem})", problem=cut)
    if row.passed:
        return say("{points} of {most}, passed", points=row.points, most=row.max_points)
    return say("{points} of {most}, not passed", points=row.points, most=row.max_points)
