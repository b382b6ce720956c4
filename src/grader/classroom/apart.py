"""Grade an attempt in a process of its own, and make sure of the result, whatever is killed meanwhile.

Any process may be killed from outside at any moment: the worker, its stage, or what plays the attempt there. Then

- a worker that died, answered nonsense, or failed (as it does when its stage is gone) is followed by another;
- a verdict in which a process of the attempt ended as one does that is killed is in doubt: its channel broke off before
  the last word, or its truth run was ended by a signal (`Backstage.disturbed`). It counts only if another grading comes
  to the same. One that has nothing in doubt counts at once, in its place.

So a second grading is only paid for where something was killed, or kills itself. After `TRIES` there is a result in any
case: what couldn't be graded has a problem in place of a verdict.
"""

import time

from grader.classroom.asking import Reply, ask
from grader.classroom.gate import Gate, GateClosedError
from grader.classroom.records import Job, Result
from grader.classroom.worker import broken, killed
from grader.parcels import pack, unpack
from grader.verdict import Verdict
from grader.words import Message, say

TRIES = 3
# For all tries of an attempt together, once it is its turn. One takes some seconds, and half a minute if all of it
# hangs; no machine that is merely busy makes that a quarter of an hour.
SECONDS = 900.0


def grade_apart(job: Job, gate: Gate | None = None) -> Result:
    """Grade an attempt in a process of its own; ``gate`` says when there is a place for it.

    Raises nothing for what happens to that process: then the result has a problem.
    """
    gate = gate or Gate(1)
    request = pack(job)
    until: float | None = None
    doubtful: list[Result] = []
    for _ in range(TRIES):
        try:
            with gate.place() as place:
                until = until or time.monotonic() + SECONDS
                result, sure = _read(ask(request, gate, place, until), job)
        except GateClosedError:
            return _problem(job, say("the grading was stopped: grade again"))
        except OSError as error:  # no process, no folder, no space
            result, sure = _problem(job, broken(str(error))), False
        if sure or any(_agree(result, other) for other in doubtful):
            return result
        doubtful.append(result)
    # Where it was anything but a kill, that tells more.
    others = (result for result in reversed(doubtful) if result.problem not in (None, killed()))
    return next(others, _problem(job, killed()))


def _read(reply: Reply, job: Job) -> tuple[Result, bool]:
    """Return the result, and whether another grading would come to the same for sure."""
    if reply.late:
        return _problem(job, broken(say("it took longer than {minutes} minutes", minutes=round(SECONDS / 60)))), True
    try:
        answer = unpack(reply.line) if reply.line.endswith(b"\n") else None
    except ValueError:
        answer = None
    match answer:
        case (Result(slug=job.slug) as result, bool(sure)):
            return result, sure
    if reply.killed:
        return _problem(job, killed()), False
    what = say("its process gave no answer ({ending}) {errors}", ending=reply.ending, errors=reply.errors)
    return _problem(job, broken(what)), False


def _agree(one: Result, other: Result) -> bool:
    """Return whether two verdicts say the same; what they quote of real time may differ."""
    return one.verdict is not None and other.verdict is not None and _gist(one.verdict) == _gist(other.verdict)


def _gist(verdict: Verdict) -> object:
    return [
        (kata.kata, kata.status, kata.cause, kata.real and kata.real.status, [check.status for check in kata.checks])
        for kata in verdict.katas
    ]


def _problem(job: Job, problem: Message) -> Result:
    return Result(job.slug, None, problem=problem)
