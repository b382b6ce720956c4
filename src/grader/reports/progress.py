"""What is done and what is next, over all katas: which failure is in focus, and the step that a report ends with."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from grader.attempt import KATAS
from grader.course import Course, required_points
from grader.verdict import Cause, CheckResult, Finding, KataVerdict, Verdict
from grader.words import Message, say

CAUSES: Mapping[Cause, Message] = {
    "deadlock": say("every thread or task waits for another one, so that nothing can ever go on"),
    "busy": say("it keeps the processor busy and never waits"),
    "hung": say("it waits for something that the grader's clock knows nothing of, and never came back"),
    "flooded": say("it writes on and on, far more than a spinner has to draw"),
    "memory": say("it takes more memory than there is for it"),
    "exited": say("it ends the whole process"),
    "crashed": say("it made the Python interpreter itself crash"),
    "endless": say("it still went on when its program time was over"),
    "processes": say("it starts another process"),
    "threads": say("it starts more threads than there are for it"),
    "tampered": say("it meddles with what the grader needs to watch it"),
}
"""What ended an attempt early, in words."""


@dataclass(frozen=True, slots=True)
class Focus:
    """A finding to be told whole: of a check, or (None) of a kata as a whole."""

    kata: KataVerdict
    check: CheckResult | None
    finding: Finding


def next_kata(verdict: Verdict) -> KataVerdict | None:
    """Return the kata to go on with: first what is to be mended, then what is to be written; None: all is done."""
    for wanted in (_to_mend, lambda kata: kata.status == "todo", lambda kata: kata.status == "missing"):
        if found := next((kata for kata in verdict.katas if wanted(kata)), None):
            return found
    return None


def focus_of(verdict: Verdict) -> Focus | None:
    """Return the failure that is in focus: the first cause of the kata to go on with; if all is done, a bonus."""
    kata = next_kata(verdict)
    if kata is not None:
        return next(failures(kata), None) if _to_mend(kata) else None
    return next((focus for kata in verdict.katas for focus in failures(kata)), None)


def failures(kata: KataVerdict) -> Iterator[Focus]:
    """Yield all that is to be told of a kata, the first cause first."""
    if kata.finding and kata.status != "todo":
        yield Focus(kata, None, kata.finding)
    told = [check for check in kata.checks if check.status in ("failed", "unjudged") and check.finding]
    for check in sorted(told, key=lambda check: (check.bonus, check.status)):
        assert check.finding  # noqa: S101 (for the type checker)
        yield Focus(kata, check, check.finding)


def score(kata: KataVerdict, course: Course | None = None, refused: Collection[str] = ()) -> Message:
    """Return what a kata earned, in words; in a course, a file that isn't there is worth what it is worth.

    The files of those that were ``refused`` were handed in, but could not be taken.
    """
    if kata.status == "missing":
        if course and kata.kata in KATAS:
            most = required_points(kata.kata, course)
            if kata.kata in refused:
                return say("what was handed in could not be taken: {points} of {most} points", points=0, most=most)
            return say("it was not handed in: {points} of {most} points", points=0, most=most)
        return say("there is no such file, so it doesn't count")
    if kata.bonus_points:
        return say(
            "{points} of {most} points, and {bonus} bonus",
            points=kata.points,
            most=kata.max_points,
            bonus=kata.bonus_points,
        )
    return say("{points} of {most} points", points=kata.points, most=kata.max_points)


def step(verdict: Verdict, path: str) -> Message:
    """Return what to do next; ``path`` is the file of `next_kata`."""
    kata = next_kata(verdict)
    if kata is None:
        return _done(verdict)
    focus = next(failures(kata), None) if _to_mend(kata) else None
    finding = focus.finding if focus else kata.finding or _first_finding(kata)
    place = f"{path}:{finding.line}" if finding and finding.line else path
    if focus and focus.check and focus.check.status == "failed":
        return say("make {check} pass, in {place}.", check=focus.check.id, place=place)
    if finding and not focus:
        return say("go on in {place}. {hint}", place=place, hint=finding.hint)
    return _about(kata, place)


def _about(kata: KataVerdict, place: str) -> Message:
    if kata.status == "broken":
        return say("mend {place}: as it is, no check can be played.", place=place)
    if kata.status == "unjudged":
        return say("the grader couldn't tell about {place}, and that is no fault of yours.", place=place)
    if kata.status == "missing":
        return say("write {place}.", place=place)
    if kata.status == "failed":
        return say("make the kata pass, in {place}.", place=place)
    return say("go on in {place}.", place=place)


def _done(verdict: Verdict) -> Message:
    bonus = [check.id for kata in verdict.katas for check in kata.checks if check.bonus and check.status != "passed"]
    if bonus:
        return say("nothing to mend: every required check passed. Left for a bonus: {checks}.", checks=", ".join(bonus))
    others = [kata for kata in KATAS if kata not in {each.kata for each in verdict.katas}]
    if others:
        return say("nothing to mend: every required check passed. Go on with {kata}.", kata=others[0])
    return say("nothing to mend: every required check passed.")


def _to_mend(kata: KataVerdict) -> bool:
    """Return whether something is wrong, rather than not there yet."""
    wrong = kata.first_failed is not None and not kata.first_failed.bonus
    return kata.status in ("broken", "failed", "unjudged") or (kata.status == "todo" and wrong)


def _first_finding(kata: KataVerdict) -> Finding | None:
    return next((check.finding for check in kata.checks if check.finding and check.status != "passed"), None)


def again(verdict: Verdict, kata: str | None) -> list[str]:
    """Return the words of the command that plays the very same scenarios once more, of one kata or of all."""
    label = verdict.attempt
    path = f"./{label}" if label.startswith("-") else label
    only = ["--kata", kata] if kata else []
    return ["nox", "-s", "check", "--", path, *only, "--seed", str(verdict.seed)]
