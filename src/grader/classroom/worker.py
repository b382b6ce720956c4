"""The process that grades one attempt of a class: it reads a `Job`, answers with a `Result`, and ends.

A process of its own, so that nothing which one attempt does to its grading can touch another's. Whoever asked may be
gone at any moment: that is heard as the end of the input, and ends everything.

What it answers, a line each: `JUDGED` once only truth runs are left, which mostly sleep; then the result, and whether
that is sure.
"""

import contextlib
import os
import sys
import tempfile
import threading
import traceback
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, NoReturn, cast

from grader.backstage import Backstage
from grader.classroom.fingerprint import fingerprint
from grader.classroom.records import Job, Result
from grader.course import counted, weighed
from grader.parcels import pack, unpack
from grader.servant import end_at_once, put_pipes_aside
from grader.words import Message, say

if TYPE_CHECKING:
    from grader.verdict import Finding, Verdict

JUDGED = "judged"
MAX_ERROR = 2_000  # characters of an error that are quoted


def main(folder: str) -> None:
    """Grade what the input asks for; ``folder`` is made for what is made meanwhile, and goes with this process."""
    # Here and not by who asks: that may be killed before there is anybody who would remove it.
    os.mkdir(folder, 0o700)  # noqa: PTH102 - it is a path for `tempfile`, which takes text
    tempfile.tempdir = folder
    requests, answers = put_pipes_aside()
    line = requests.readline()
    stages: list[Backstage] = []
    if not line.endswith(b"\n"):  # who asked was killed while it wrote
        end_at_once(stages, folder)
    listener = threading.Thread(target=_listen, args=(requests, stages, folder), daemon=True)
    listener.start()
    with contextlib.suppress(BrokenPipeError):  # nobody waits any more: the input has ended, too
        _say(answers, _answer(cast("Job", unpack(line)), stages, answers))
    listener.join()


def _listen(requests: BinaryIO, stages: list[Backstage], folder: str) -> NoReturn:
    while requests.read(1 << 16):
        pass
    end_at_once(stages, folder)


def _say(answers: BinaryIO, what: object) -> None:
    answers.write(pack(what))
    answers.flush()


def _answer(job: Job, stages: list[Backstage], answers: BinaryIO) -> tuple[Result, bool]:
    """Return the result, and whether another grading would come to the same for sure."""
    if job.grader != fingerprint():
        return Result(job.slug, None, problem=_other_grader()), True
    # First of all, so that the stage warms up while this process imports what it needs.
    stages.append(Backstage(fork=job.settings.fork, pty=job.settings.pty))
    from grader.session import grade  # noqa: PLC0415 - see above

    try:
        judged = grade(job.attempt, job.settings, stages[0], lambda: _say(answers, JUDGED))
        verdict = repeatable(weighed(judged, job.course))
        result = Result(job.slug, without_scenes(verdict), _reports(job, verdict))
    except Exception as error:  # noqa: BLE001 - whatever it is, this attempt has no verdict, and the others do
        if stages[0].gone:  # how that came to light says nothing to anybody
            return Result(job.slug, None, problem=killed()), False
        # The last lines tell where it was.
        what = "".join(traceback.format_exception(error))[-MAX_ERROR:].strip()
        return Result(job.slug, None, problem=broken(what)), False
    return result, not stages[0].disturbed


def _other_grader() -> Message:
    return say(
        "the grader that should grade this isn't the one that asks: its files differ, or were changed meanwhile; "
        "have the same checkout everywhere, leave it alone while it grades, and grade this one again"
    )


def _reports(job: Job, verdict: "Verdict") -> dict[str, str]:
    if not job.formats:
        return {}
    from grader.language import language  # noqa: PLC0415 - only who wants a report waits for it
    from grader.reports import Look  # noqa: PLC0415 - the same

    look = Look(
        language(job.language),
        everything=True,
        sources=job.attempt.files,
        learner=job.learner,
        course=job.course,
        remarks=job.remarks,
        reasons=job.reasons,
    )
    told = counted(verdict, job.course)
    return {name: import_module(f"grader.reports.{name}").render(told, look) for name in job.formats}


def repeatable(verdict: "Verdict") -> "Verdict":
    """Return a verdict without what another grading would see otherwise, so that its page comes out the same.

    That is how long it took, and how a failed kata looked in real time, which only says once more what its checks say:
    it may quote another frame each time. Where a truth run is the reason (`unjudged`), what it saw stays.
    """
    katas = tuple(
        replace(kata, real=replace(kata.real, finding=None)) if kata.real and kata.status != "unjudged" else kata
        for kata in verdict.katas
    )
    return replace(verdict, seconds=0.0, katas=katas)


def without_scenes(verdict: "Verdict") -> "Verdict":
    """Return a verdict without what is only there to be drawn."""
    katas = tuple(
        replace(
            kata,
            finding=_bare(kata.finding),
            whole=None,
            real=kata.real and replace(kata.real, finding=_bare(kata.real.finding)),
            checks=tuple(replace(check, finding=_bare(check.finding)) for check in kata.checks),
        )
        for kata in verdict.katas
    )
    return replace(verdict, katas=katas)


def _bare(finding: "Finding | None") -> "Finding | None":
    return finding and replace(finding, scene=None)


def killed() -> Message:
    """Say that there is no verdict, for something was killed each time."""
    return say(
        "it could not be graded, for its processes were killed each time: by the program itself (look at it), or by "
        "this machine, for lack of memory for example (grade this one again)"
    )


def broken(what: str) -> Message:
    """Say that there is no verdict, for the grader's own fault."""
    return say("the grader itself failed, which is not the learner's fault: {what}; grade this one again", what=what)


if __name__ == "__main__":
    main(*sys.argv[1:])
