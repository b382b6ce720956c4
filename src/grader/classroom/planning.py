"""Which run it is to be: a new one, an earlier one resumed, or one in an earlier one's place; or why none of these."""

import platform
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from grader.attempt import KATAS
from grader.classroom.classrun import ClassRun, changes, layout_changes, new_id
from grader.classroom.store import Store
from grader.course import Course, required_points
from grader.settings import UsageError
from grader.words import Message, say

Way = Literal["new", "resume", "force", "dry-run"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody asked for; None and empty where nothing was said."""

    way: Way
    seed: int | None
    katas: tuple[str, ...]
    formats: tuple[str, ...]
    language: str | None
    course_file: str | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What it depends on besides: this grader's fingerprint, the locale's language, a way to draw a seed.

    ``read_course`` reads a course's file, or the repository's own where none is named.
    """

    grader: str
    language: str
    draw: Callable[[], int]
    read_course: Callable[[Path | None], Course]


def foresee(wishes: Wishes, here: Surroundings) -> None:
    """Refuse what is wrong with the course, or with a new run, before anything is written; `UsageError`."""
    here.read_course(_path(wishes.course_file))
    if wishes.way == "new":
        _new(wishes, here)


def planned(store: Store, wishes: Wishes, here: Surroundings) -> ClassRun:
    """Return the run that is wanted at ``store``; `UsageError` where there can't be one."""
    old = _old(store, wishes)
    if old is None:
        if wishes.way == "dry-run":
            raise UsageError(
                say(
                    "there is no earlier run in {folder!r} whose results could change: leave --dry-run out",
                    folder=str(store.folder),
                )
            )
        return _new(wishes, here)
    if wishes.way == "new":
        raise UsageError(
            say(
                "{folder!r} holds the results of an earlier run: --resume goes on with it, --dry-run shows what "
                "grading anew would change, --force does it; or give another --output",
                folder=str(store.folder),
            )
        )
    return _resumed(old, wishes, here) if wishes.way == "resume" else _anew(old, wishes, here)


def _old(store: Store, wishes: Wishes) -> ClassRun | None:
    try:
        return store.run()
    except (OSError, ValueError) as error:
        if wishes.way == "force":
            return None
        raise UsageError(
            say(
                "what run left its results in {folder!r} can't be read (run.json: {reason}): --force grades "
                "everything anew; or give another --output",
                folder=str(store.folder),
                reason=str(error),
            )
        ) from None


def _new(wishes: Wishes, here: Surroundings) -> ClassRun:
    course = here.read_course(_path(wishes.course_file))
    katas = wishes.katas or KATAS
    if not any(required_points(kata, course) for kata in katas):
        raise UsageError(
            say(
                "{katas} gives no points in this course: give it a weight and a required check some, or grade another "
                "kata as well",
                katas=", ".join(katas),
            )
        )
    return ClassRun(
        id=new_id(),
        seed=here.draw() if wishes.seed is None else wishes.seed,
        python=platform.python_version(),
        grader=here.grader,
        katas=katas,
        course=course,
        language=wishes.language or here.language,
        formats=wishes.formats,
        course_file=wishes.course_file,
    )


def _anew(old: ClassRun, wishes: Wishes, here: Surroundings) -> ClassRun:
    """Return a run in an earlier one's place: on its terms, so that only what was changed changes anything."""
    return _new(_as_before(old, wishes), here).followed(old)


def _resumed(old: ClassRun, wishes: Wishes, here: Surroundings) -> ClassRun:
    """Return an earlier run, to go on with; `UsageError` where what comes now wouldn't fit to what is there."""
    now = _new(_as_before(old, wishes), here)
    said = changes(old, now) + layout_changes(old, now)
    if said:
        raise UsageError(
            say(
                "the earlier run can't be resumed: {changes}. --dry-run shows who would change if all were graded "
                "anew, --force does it; or make it as it was",
                changes=_joined(said),
            )
        )
    return replace(old, course_file=now.course_file)


def _as_before(old: ClassRun, wishes: Wishes) -> Wishes:
    """Return the wishes with an earlier run's terms wherever nothing was said."""
    return replace(
        wishes,
        seed=old.seed if wishes.seed is None else wishes.seed,
        katas=wishes.katas or old.katas,
        formats=wishes.formats or old.formats,
        language=wishes.language or old.language,
        course_file=wishes.course_file or old.course_file,
    )


def _joined(said: list[Message]) -> Message:
    first, *rest = said
    joined = first
    for each in rest:
        joined = say("{some}; {more}", some=joined, more=each)
    return joined


def _path(file: str | None) -> Path | None:
    return Path(file) if file is not None else None
