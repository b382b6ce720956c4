"""Who would change if a class were graded anew: the results that are there, held against those of a rehearsal."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.classroom.classrun import ClassRun
from grader.classroom.grading import book_of
from grader.classroom.kept import Kept, kept_of, text_of
from grader.classroom.records import Entry, Mark, Row
from grader.classroom.store import Store
from grader.language import language
from grader.verdict import CheckStatus
from grader.words import Message, say

MAX_PROBLEM = 200  # characters that are shown of one; the row has it whole


class Rehearsed:
    """The results of a rehearsal, in memory: nothing of anybody's work is left on a disk, whoever kills it.

    They are kept as `results` would have them, but packed: those of a thousand learners take a few megabytes.
    """

    def __init__(self) -> None:
        """Hold nobody's result."""
        self._packed: dict[str, bytes] = {}

    def keep(self, slug: str, result: Kept, reports: Mapping[str, str], run: ClassRun) -> None:  # noqa: ARG002 - as `Store` has it
        """Keep a result, without its reports."""
        text = text_of(result, language(run.language))
        self._packed[slug] = zlib.compress(text.encode("utf-8"), 1)

    def read(self, slug: str) -> Kept | None:
        """Return a result, None where there is none."""
        packed = self._packed.get(slug)
        return None if packed is None else kept_of(zlib.decompress(packed).decode("utf-8"))

    def results(self) -> Iterator[tuple[str, Kept]]:
        """Yield all results, each with its slug."""
        for slug in sorted(self._packed):
            if result := self.read(slug):
                yield slug, result


@dataclass(frozen=True, slots=True)
class Standing:
    """A class as it stands: rows and submissions' digests, by slug, and at whom the grader itself failed.

    A digest is one of the files of the ``katas`` that were asked for, and there only where that is sure.
    """

    rows: Mapping[str, Row]
    digests: Mapping[str, str]
    lost: frozenset[str]
    katas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A learner for whom something would change, and what, a sentence each."""

    learner: str
    sentences: tuple[Message, ...]


def standing(store: Store | Rehearsed, run: ClassRun) -> Standing:
    """Return how everybody stands who has a result of this run, or still one of a run that it replaces."""
    digests, entries = {}, []
    for slug, kept in store.results():
        if kept.run == run.id:
            digests[slug] = kept.digest
        if kept.run in (run.id, *run.replaces):
            entries.append(Entry(kept.learner, slug, Path()))
    book = book_of(entries, run, store)
    return Standing({row.slug: row for row in book.gradebook.rows}, digests, book.lost, run.katas)


def broken_off(run: ClassRun) -> Iterator[Message]:
    """Yield what there is to say of a run that was to replace another one, and didn't come to its end."""
    if run.replaces:
        yield say("grading anew was broken off, and some results are of the run before")


def changes(before: Standing, after: Standing) -> Iterator[Change]:
    """Yield who would change, in the order of the gradebook, those who are gone at the end."""
    for slug, row in {**after.rows, **before.rows, **after.rows}.items():
        sentences = list(_of_learner(before.rows.get(slug), after.rows.get(slug)))
        if sentences and _is_other(slug, before, after):
            sentences.insert(0, say("what was handed in has changed since then"))
        if sentences:
            yield Change(row.learner, tuple(sentences))


def _is_other(slug: str, before: Standing, after: Standing) -> bool:
    """Return whether something else was handed in; nobody can tell where other katas were asked for."""
    was, now = before.digests.get(slug), after.digests.get(slug)
    return before.katas == after.katas and None not in (was, now) and was != now


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
        yield from _of_kata(kata, before.get(kata), after.get(kata))
    was, now = _whole(old), _whole(new)
    if was != now:
        yield say("in all: {was}; would be {now}", was=was, now=now)


def _of_kata(kata: str, old: Mark | None, new: Mark | None) -> Iterator[Message]:
    """Yield what changes of a kata, and of its checks where neither status nor first cause tells it."""
    was, now = _told(old), _told(new)
    if was != now:
        yield say("{kata}: {was}; would be {now}", kata=kata, was=was, now=now)
    if old is None or new is None or (old.status, old.first) != (new.status, new.first):
        return
    before, after = dict(old.checks), dict(new.checks)
    for check in {**after, **before}:
        then, here = before.get(check), after.get(check)
        if then != here:
            yield say(
                "{kata}, {check}: {was}; would be {now}", kata=kata, check=check, was=_ended(then), now=_ended(here)
            )


def _ended(status: CheckStatus | None) -> str | Message:
    return status or say("not there")


def _told(mark: Mark | None) -> Message:
    if mark is None:
        return say("not graded")
    told = say("{status}, {points} of {most}", status=mark.status, points=mark.points, most=mark.max_points)
    if mark.bonus_points:
        told = say("{told}, bonus {points}", told=told, points=mark.bonus_points)
    if mark.first:
        told = say("{told}, first failed: {check}", told=told, check=mark.first)
    return say("{told}, ended early: {cause}", told=told, cause=mark.cause) if mark.cause else told


def _whole(row: Row) -> Message:
    if row.problem is not None:
        cut = row.problem if len(row.problem) <= MAX_PROBLEM else f"{row.problem[:MAX_PROBLEM]}…"
        return say("not graded ({problem})", problem=cut)
    if row.passed:
        return say("{points} of {most}, passed", points=row.points, most=row.max_points)
    if row.status == "open":
        return say("{points} of {most}, to be judged", points=row.points, most=row.max_points)
    return say("{points} of {most}, not passed", points=row.points, most=row.max_points)
