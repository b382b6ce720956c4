"""`grade`: grade a class, a folder with a folder or a zip file per learner, and leave a gradebook and pages."""

import argparse
import os
import sys
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from grader.attempt import KATAS
from grader.commands.options import (
    add_course,
    add_language,
    chosen_course,
    chosen_language,
    drawn_seed,
    folder_named,
    kata_named,
    seed_number,
    whole_number,
)
from grader.console import OutputError, show, tell
from grader.reports import flat
from grader.settings import Settings
from grader.words import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.classroom.classrun import ClassRun
    from grader.classroom.grading import Keeper, Session
    from grader.classroom.planning import Surroundings, Wishes
    from grader.classroom.records import Entry
    from grader.classroom.store import Store
    from grader.course import Course

ABOUT = say(
    "Grade a class: a folder that holds a folder or a zip file per learner. Exit code: 0 all passed, 1 not all, "
    "2 wrong usage, 3 the grader itself failed at some attempt."
)
# What may be asked for besides pages and the two gradebooks, which are always there.
FURTHER = ("json", "junit", "gradescope", "classroom", "markdown", "csv", "github", "gcc")
MAX_JOBS = 999
PASSED, NOT_ALL, LOST, INTERRUPTED = 0, 1, 3, 130


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.description = ABOUT
    add = parser.add_argument
    add("submissions", type=folder_named, metavar="SUBMISSIONS", help=say("the folder with what was handed in"))
    output = say("where results, pages and gradebooks go; made if it isn't there")
    add("--output", type=folder_named, metavar="FOLDER", required=True, help=output)
    jobs = say("how many to grade at the same time (default: one for each processor)")
    add("--jobs", type=partial(whole_number, least=1, most=MAX_JOBS), metavar="N", help=jobs)
    add("--cluster", metavar="ADDRESS", help=say("grade on the Dask cluster whose scheduler is at ADDRESS"))
    form = say(
        "write this report of each learner as well, and where there is one, of the class: one of {formats}; repeatable",
        formats=", ".join(FURTHER),
    )
    add("--format", action="append", default=[], choices=FURTHER, metavar="NAME", help=form)
    kata = say("only this one of {katas}; repeatable", katas=", ".join(KATAS))
    add("--kata", action="append", default=[], metavar="NAME", help=kata)
    seed = say("play the scenarios of this seed; else one is drawn for the whole class")
    add("--seed", type=seed_number, metavar="N", help=seed)
    add_course(parser)
    add_language(parser)
    group = parser.add_argument_group(say("where the output folder holds results of an earlier run"))
    add = group.add_mutually_exclusive_group().add_argument
    resume = say("go on with that run: grade what is new, was changed, or has no result yet")
    add("--resume", action="store_true", help=resume)
    add("--force", action="store_true", help=say("grade everything anew, and replace the results"))
    dry = say("show who would change with --force, and write nothing; exit code 1 if somebody would")
    add("--dry-run", action="store_true", help=dry)


def run(arguments: argparse.Namespace) -> int:
    """Grade a class, or rehearse that, and return the exit code."""
    # Late, so that help and wrong arguments are answered at once; the same holds for what else is imported below.
    from grader.classroom.handed_in import handed_in  # noqa: PLC0415 - see above
    from grader.classroom.store import Store, WriteError  # noqa: PLC0415 - see above

    found = handed_in(arguments.submissions, arguments.output)
    for remark in found.remarks:
        _remark(arguments, remark)
    store = Store(arguments.output)
    try:
        if arguments.dry_run:
            return _rehearse(arguments, found.entries, store)
        return _grade(arguments, found.entries, store)
    except WriteError as error:
        raise OutputError(
            say(
                "can't write {path!r} ({reason}); what was graded before is safe: mend that, and go on with: {command}",
                path=str(error.path),
                reason=error.reason,
                command=_command(arguments, "--resume"),
            )
        ) from None


def _grade(arguments: argparse.Namespace, entries: "tuple[Entry, ...]", store: "Store") -> int:
    from grader.classroom.grading import book_of, write_books  # noqa: PLC0415 - see `run`
    from grader.classroom.lock import held  # noqa: PLC0415 - the same
    from grader.classroom.planning import foresee, planned  # noqa: PLC0415 - the same
    from grader.classroom.summary import summary  # noqa: PLC0415 - the same

    wishes, here = _wishes(arguments), _surroundings(arguments)
    foresee(wishes, here)
    session = None
    try:
        with held(store):
            plan = planned(store, wishes, here)
            with _session(arguments, entries, plan, store) as session:
                store.begin(plan)  # now that there is somebody to grade
                session.grade(resume=arguments.resume)
            book = book_of(entries, plan, store)
            written = write_books(book.gradebook, plan, store)
            store.end(plan, (entry.slug for entry in entries), written)
    except KeyboardInterrupt:
        if session is None:
            raise
        return _interrupted(arguments, session)
    again = _command(arguments, "--resume"), _command(arguments, "--dry-run")
    _show(arguments, ((0, line) for line in summary(book, arguments.output, *again)))
    if book.lost:
        return LOST
    return PASSED if all(row.passed for row in book.gradebook.rows) else NOT_ALL


def _rehearse(arguments: argparse.Namespace, entries: "tuple[Entry, ...]", store: "Store") -> int:
    """Grade everybody, keep that in memory alone, and show what would change in the folder."""
    from grader.classroom.classrun import changes as reasons_of, layout_changes  # noqa: PLC0415 - see `run`
    from grader.classroom.lock import free  # noqa: PLC0415 - the same
    from grader.classroom.planning import planned  # noqa: PLC0415 - the same
    from grader.classroom.rehearsal import Rehearsed, broken_off, changes, standing  # noqa: PLC0415 - the same
    from grader.classroom.summary import rehearsed  # noqa: PLC0415 - the same

    with free(store):
        plan = planned(store, _wishes(arguments), _surroundings(arguments))
        old = store.run() or plan
        before = standing(store, old)
    reasons = [*broken_off(old), *reasons_of(old, plan), *layout_changes(old, plan)]
    plan = replace(plan, language=old.language)  # or every problem would read as another one
    memory = Rehearsed()
    with _session(arguments, entries, plan, memory, pages=False) as session:
        session.grade(resume=False)
    after = standing(memory, plan)
    found = list(changes(before, after))
    force = _command(arguments, "--force")
    _show(arguments, rehearsed(found, reasons, len({**before.rows, **after.rows}), force))
    if after.lost:
        tell(chosen_language(arguments)(say("at some the grader itself failed, so that they may not change at all")))
        return LOST
    return NOT_ALL if found else PASSED


@contextmanager
def _session(
    arguments: argparse.Namespace,
    entries: "tuple[Entry, ...]",
    plan: "ClassRun",
    store: "Keeper",
    *,
    pages: bool = True,
) -> "Iterator[Session]":
    """Give a session, with what grades in it and a bar that shows how far it is."""
    from grader.classroom.executors import open_executor  # noqa: PLC0415 - see `run`
    from grader.classroom.grading import Session  # noqa: PLC0415 - the same
    from grader.classroom.progress import watching  # noqa: PLC0415 - the same
    from grader.classroom.running import run_jobs  # noqa: PLC0415 - the same

    fork, pty = hasattr(os, "fork"), hasattr(os, "openpty")
    settings = Settings(plan.seed, fork, pty, real=fork and pty, scenes=pages, pictures=pages)
    if not settings.real:
        _remark(arguments, say("this system has no fork or no pseudo-terminals: nobody's program is run for real"))
    with (
        open_executor(arguments.jobs, arguments.cluster) as crew,
        watching(len(entries), chosen_language(arguments), sys.stderr) as watcher,
    ):
        engine = partial(run_jobs, **crew._asdict())
        yield Session(entries, plan, settings, store, engine, watcher, pages)


def _interrupted(arguments: argparse.Namespace, session: "Session") -> int:
    pace = session.watcher.pace
    line = say(
        "interrupted: {done} of {total} are done; go on with: {command}",
        done=pace.done,
        total=pace.total,
        command=_command(arguments, "--resume"),
    )
    tell(chosen_language(arguments)(line))
    return INTERRUPTED


# -- What was asked for --------------------------------------------------------------------------------------------


def _wishes(arguments: argparse.Namespace) -> "Wishes":
    from grader.classroom.planning import Wishes  # noqa: PLC0415 - see `run`

    asked = {kata_named(kata) for kata in arguments.kata}
    return Wishes(
        "resume" if arguments.resume else "force" if arguments.force else "dry-run" if arguments.dry_run else "new",
        arguments.seed,
        tuple(kata for kata in KATAS if kata in asked),
        tuple(form for form in FURTHER if form in arguments.format),
        arguments.lang,
        None if arguments.course is None else str(arguments.course.absolute()),
    )


def _surroundings(arguments: argparse.Namespace) -> "Surroundings":
    from grader.classroom.fingerprint import fingerprint  # noqa: PLC0415 - see `run`
    from grader.classroom.planning import Surroundings  # noqa: PLC0415 - the same

    return Surroundings(fingerprint(), chosen_language(arguments).code, drawn_seed, _course_at)


def _course_at(path: Path | None) -> "Course":
    return chosen_course(argparse.Namespace(course=path))


def _command(arguments: argparse.Namespace, *more: str) -> str:
    """Return the command that does ``more`` about the same class on the same terms, ready to be copied."""
    from grader.reports.paper import quoted  # noqa: PLC0415 - see `run`

    words = ["nox", "-s", "grade", "--", str(arguments.submissions), "--output", str(arguments.output)]
    for option, value in (("--jobs", arguments.jobs), ("--cluster", arguments.cluster), ("--course", arguments.course)):
        words += [] if value is None else [option, str(value)]
    return quoted([*words, *_settings_of(arguments), *more])


def _settings_of(arguments: argparse.Namespace) -> list[str]:
    """Return the options that a run keeps to, once it has begun."""
    words = [] if arguments.seed is None else ["--seed", str(arguments.seed)]
    words += [] if arguments.lang is None else ["--lang", arguments.lang]
    for option, values in (("--kata", arguments.kata), ("--format", arguments.format)):
        words += [word for value in values for word in (option, value)]
    return words


# -- What is said --------------------------------------------------------------------------------------------------


def _remark(arguments: argparse.Namespace, sentence: Message) -> None:
    tell(flat(chosen_language(arguments)(sentence)))


def _show(arguments: argparse.Namespace, lines: "Iterator[tuple[int, Message]]") -> None:
    language = chosen_language(arguments)
    for indent, line in lines:
        show(f"{' ' * indent}{flat(language(line))}\n")
