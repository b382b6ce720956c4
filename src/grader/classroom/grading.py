"""Grade a class: read what was handed in, have it graded, keep each result at once; then make the gradebook.

Everything that is made at the end is made of the results on disk, so that it doesn't matter in how many goes they came.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from grader.classroom.classrun import ClassRun
from grader.classroom.gradebook import Outcome, gradebook_of
from grader.classroom.kept import Kept, digest_of
from grader.classroom.progress import Watcher
from grader.classroom.records import Entry, Gradebook, Job, Result, Submission
from grader.classroom.store import ALWAYS, PAGE, Store
from grader.classroom.submissions import read_submission
from grader.language import language
from grader.reports import Look
from grader.reports.book import FILES
from grader.settings import Settings
from grader.words import say

Engine = Callable[[Iterable[Job]], Iterator[Result]]
"""What grades jobs, and yields their results as they come."""


class Keeper(Protocol):
    """What keeps results: an output folder, or a rehearsal's memory."""

    def read(self, slug: str) -> Kept | None:
        """Return a result, None where there is none; ValueError or OSError where it isn't whole."""

    def keep(self, slug: str, result: Kept, reports: Mapping[str, str], run: ClassRun) -> None:
        """Keep a result."""


@dataclass(frozen=True, slots=True)
class Session:
    """One go at grading a class: whose submissions, on which terms, what grades, where it is kept, who watches.

    ``pages`` says whether each learner gets a page.
    """

    entries: Sequence[Entry]
    run: ClassRun
    settings: Settings
    store: Keeper
    engine: Engine
    watcher: Watcher
    pages: bool = True

    def grade(self, *, resume: bool) -> None:
        """Grade everybody; to ``resume`` is to leave alone who has a result of the same submission already."""
        out: dict[str, Submission] = {}
        for result in self.engine(self._jobs(out, resume=resume)):
            submission = out.pop(result.slug)
            self._keep(submission, result)
            self.watcher.done(submission.entry.learner, graded=True)

    def _jobs(self, out: dict[str, Submission], *, resume: bool) -> Iterator[Job]:
        """Yield what there is to grade; a submission is read only when it is wanted, so that few are in memory."""
        for entry in self.entries:
            submission = read_submission(entry, self.run.katas)
            if resume and self._has(submission):
                self.watcher.done(entry.learner, graded=False)
            elif submission.attempt is None:
                self._keep(submission, _ungraded(submission))
                self.watcher.done(entry.learner, graded=False)
            else:
                out[entry.slug] = submission
                yield Job(
                    entry.slug,
                    entry.learner,
                    submission.attempt,
                    self.settings,
                    self.run.course,
                    (PAGE, *self.run.formats) if self.pages else (),
                    self.run.language,
                    self.run.grader,
                    submission.remarks,
                    submission.reasons,
                )

    def _has(self, submission: Submission) -> bool:
        """Return whether there is a result that holds: of this run and this submission, and settled."""
        entry, remark = submission.entry, self.watcher.remark
        try:
            kept = self.store.read(entry.slug)
        except (OSError, ValueError) as error:
            remark(entry.learner, say("the result on disk is damaged, and is made anew ({reason})", reason=str(error)))
            return False
        if kept is None or kept.run in self.run.replaces:
            return False
        if kept.run != self.run.id:
            remark(entry.learner, say("the result on disk belongs to another run, and is made anew"))
            return False
        if submission.attempt is None:
            return kept == self._kept(submission, _ungraded(submission))
        read_now = entry.learner, submission.digest, self._told(submission)
        return read_now == (kept.learner, kept.digest, kept.remarks) and not kept.again

    def _keep(self, submission: Submission, result: Result) -> None:
        self.store.keep(submission.entry.slug, self._kept(submission, result), result.reports, self.run)

    def _kept(self, submission: Submission, result: Result) -> Kept:
        return Kept(
            self.run.id,
            submission.entry.learner,
            submission.digest,
            result.verdict,
            None if result.problem is None else language(self.run.language)(result.problem),
            again=result.verdict is None and submission.attempt is not None,
            remarks=self._told(submission),
        )

    def _told(self, submission: Submission) -> tuple[str, ...]:
        return tuple(map(language(self.run.language), submission.remarks))


def _ungraded(submission: Submission) -> Result:
    """Return the result of a submission in which there is nothing to grade."""
    return Result(submission.entry.slug, None, problem=submission.problem or say("there is nothing to grade"))


@dataclass(frozen=True, slots=True)
class Book:
    """The gradebook, and whose grading failed by the grader's fault (``lost``, by slug)."""

    gradebook: Gradebook
    lost: frozenset[str]


def book_of(entries: Iterable[Entry], run: ClassRun, store: Keeper) -> Book:
    """Make the gradebook of the results that are kept, of which only one is in memory at a time."""
    lost: set[str] = set()
    outcomes = (_outcome(entry, run, store, lost) for entry in entries)
    book = gradebook_of(outcomes, run.course, seed=run.seed, python=run.python, katas=run.katas)
    return Book(book, frozenset(lost))


def _outcome(entry: Entry, run: ClassRun, store: Keeper, lost: set[str]) -> Outcome:
    try:
        kept = store.read(entry.slug)
    except (OSError, ValueError):
        kept = None
    if kept is None:
        # It was written; somebody else has been here since.
        lost.add(entry.slug)
        gone = say("the result on disk is damaged or gone: grade once more with --resume")
        return Outcome(entry, None, language(run.language)(gone))
    if kept.again:
        lost.add(entry.slug)
    return Outcome(entry, kept.verdict, kept.problem, kept.remarks)


def write_books(book: Gradebook, run: ClassRun, store: Store) -> dict[str, str]:
    """Write what is told of the class as a whole, and return the files' names, each with its SHA-256.

    That is the gradebooks and the overview, and what else was asked for.
    """
    look, written = Look(language(run.language)), {}
    for format_, name in FILES.items():
        if format_ in (*ALWAYS, *run.formats):
            text: str = import_module(f"grader.reports.book.{format_}").render(book, look)
            written[name] = digest_of(store.write(name, text))
    return written
