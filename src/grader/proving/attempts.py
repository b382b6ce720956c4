"""Attempts: each is labelled, each check has a wrong one, and each comes to what its label promises."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from grader.hinting import promises_of
from grader.labels import STATUSES, LabelError, Labelled, read_label
from grader.language import LANGUAGES
from grader.proving.pool import Outcome, Task
from grader.repository import Repository
from grader.words import Message, say

Outcomes = Mapping[Task, Outcome]
RIGHT = 3  # right attempts of each kata that a sample has


def labelled(repository: Repository, kata: str) -> list[Labelled]:
    """Return a kata's attempts; `LabelError` where the first line of one is no label."""
    return [read_label(path) for path in sorted((repository.attempts / kata).glob("*/*.py"))]


def labels(repository: Repository, katas: Sequence[str]) -> Iterator[Message]:
    """Go through what is wrong with labels, and the required checks of which no label says that they come first."""
    for kata in katas:
        try:
            found = labelled(repository, kata)
        except LabelError as error:
            yield say("{error}", error=str(error).replace(f"{repository.root}/", ""))
            continue
        promises = promises_of(kata)
        required = {promise.check for promise in promises if not promise.bonus}
        for attempt in found:
            yield from _misnamed(repository, attempt, required, {promise.check for promise in promises})
        for check in (promise.check for promise in promises if promise.check in required):
            if all(attempt.first != check for attempt in found):
                folder = repository.told(repository.attempts / kata / "wrong")
                yield say("{folder} has no attempt with first={check}: add one", folder=folder, check=check)


def _misnamed(repository: Repository, attempt: Labelled, required: set[str], known: set[str]) -> Iterator[Message]:
    path = repository.told(attempt.path)
    if (attempt.first is None) is not (attempt.path.parent.name == "right"):
        yield say("{path} says one thing by its folder and another by its label: mend one of them", path=path)
    unknown = ({attempt.first} - required - STATUSES - {None}) | (attempt.also - known)
    for check in sorted(map(str, unknown)):
        yield say(
            "{path} names {check}, and there is no such check to be failed: mend the label", path=path, check=check
        )


# -- What is graded ------------------------------------------------------------------------------------------------


def stubs(repository: Repository, katas: Sequence[str]) -> dict[Task, str]:
    """Return the stubs to be graded, each with its language; in exercises/ lies what the English copy is."""
    folders = {code: repository.exercises if code == "en" else repository.stubs / code for code in LANGUAGES}
    return {Task(kata, folder / f"{kata}.py"): code for kata in katas for code, folder in folders.items()}


def references(repository: Repository, katas: Sequence[str]) -> list[Task]:
    """Return the references to be graded."""
    return [Task(kata, repository.solutions / f"{kata}.py") for kata in katas]


def collection(repository: Repository, katas: Sequence[str], sample: Random | None) -> dict[Task, Labelled]:
    """Return the attempts to be graded: all of them, or of each kata a few right ones and one per cause."""
    chosen = [attempt for kata in katas for attempt in _chosen(labelled(repository, kata), sample)]
    return {Task(attempt.kata, attempt.path, attempt.seed): attempt for attempt in chosen}


def _chosen(attempts: list[Labelled], sample: Random | None) -> list[Labelled]:
    if sample is None:
        return attempts
    causes: dict[str | None, list[Labelled]] = {}
    for attempt in attempts:
        causes.setdefault(attempt.first, []).append(attempt)
    return [
        attempt
        for first, some in causes.items()
        for attempt in sample.sample(some, min(len(some), 1 if first else RIGHT))
    ]


# -- What must have come of it -------------------------------------------------------------------------------------


def to_do(repository: Repository, tasks: Mapping[Task, str], outcomes: Outcomes) -> Iterator[Message]:
    """Go through the stubs that aren't to do, or not in the same way in each language."""
    for task in tasks:
        path, came = repository.told(task.path), outcomes[task]
        english = outcomes[next(each for each, code in tasks.items() if code == "en" and each.kata == task.kata)]
        if came.error:
            yield _not_graded(task, path, came)
        elif came.status != "todo":
            yield say(
                "{path} is {status}, not todo: {told}; leave to learners what they are to write: {again}",
                path=path,
                status=came.status,
                told=_told(came),
                again=_again(task, path),
            )
        elif came != english and came.checks != english.checks:
            yield say("{path} gets other statuses than the English stub: mend what differs", path=path)


def all_pass(repository: Repository, tasks: Sequence[Task], outcomes: Outcomes) -> Iterator[Message]:
    """Go through the references that don't pass every check, the bonus ones included."""
    for task in tasks:
        path, came = repository.told(task.path), outcomes[task]
        missed = [check for check, status in came.checks if status != "passed"]
        if came.error:
            yield _not_graded(task, path, came)
        elif came.status != "passed":
            yield say(
                "{path} is {status}, not passed: {told}; mend it, or the check: {again}",
                path=path,
                status=came.status,
                told=say("{check}: {told}", check=came.first, told=_told(came)) if came.named else _told(came),
                again=_again(task, path),
            )
        elif missed:
            yield say("{path} passes, but not {checks}: mend it", path=path, checks=", ".join(missed))


def as_labelled(repository: Repository, tasks: Mapping[Task, Labelled], outcomes: Outcomes) -> Iterator[Message]:
    """Go through the attempts that come to something else than their label says."""
    for task, attempt in tasks.items():
        path, came = repository.told(task.path), outcomes[task]
        due = say("{check} first", check=attempt.due) if attempt.due else say("a pass")
        again = _again(task, path)
        if came.error:
            yield _not_graded(task, path, came)
        elif came.first != attempt.due:
            yield say(
                "{path}: the label says {due}, and it is {first}: {told}; mend one of the two: {again}",
                path=path,
                due=due,
                first=came.first or say("a pass"),
                told=_told(came),
                again=again,
            )
        elif left := sorted(attempt.also - {*came.failed(bonus=False), *came.failed(bonus=True)}):
            yield say(
                "{path}: the label says also={checks}, and nothing like that failed; mend one of the two: {again}",
                path=path,
                checks=",".join(left),
                again=again,
            )


def bonus_missed(repository: Repository, tasks: Mapping[Task, Labelled], outcomes: Outcomes) -> Iterator[Message]:
    """Go through the bonus checks that no attempt misses: a check that has only ever passed isn't done."""
    for kata in dict.fromkeys(task.kata for task in tasks):
        missed = {check for task in tasks if task.kata == kata for check in outcomes[task].failed(bonus=True)}
        folder = repository.told(repository.attempts / kata / "right")
        for promise in promises_of(kata):
            if promise.bonus and promise.check not in missed:
                yield say(
                    "{folder} has no attempt that misses the bonus {check}: add one", folder=folder, check=promise.check
                )


def _again(task: Task, path: str) -> str:
    return f"nox -s check -- {path} --kata {task.kata} --seed {task.seed}"


def _not_graded(task: Task, path: str, came: Outcome) -> Message:
    again = _again(task, path)
    return say("{path} can't be graded: {error}; mend that: {again}", path=path, error=came.error, again=again)


def _told(came: Outcome) -> str | Message:
    if not came.seen:
        return say("nothing is wrong with it")
    # Where a file can't be imported, what was seen ends with the line already.
    if came.line and not str(came.seen).endswith(f"line {came.line}"):
        return say("{seen}, line {line}", seen=came.seen, line=came.line)
    return came.seen
