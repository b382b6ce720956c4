"""What a comparison is told in, in the terminal as on the page."""

from collections.abc import Iterator, Mapping, Sequence

from grader.comparing.behaviour import Difference
from grader.comparing.comparison import Compared, Comparison, KataComparison, Likeness, Who
from grader.reports.captions import CAPTIONS, Captions
from grader.words import Message, say, seconds

LIKENESS: Mapping[Likeness, Message] = {
    "same": say("same"),
    "fine": say("fine"),
    "differs": say("DIFFERS"),
    "unjudged": say("unjudged"),
    "todo": say("to do"),
    "unplayed": say("unplayed"),
}
MEANING: Mapping[Likeness, Message] = {
    "same": say("both do the same"),
    "fine": say("they differ, but only in what is left open to a program, or is for a bonus"),
    "differs": say("they differ in what matters"),
    "unjudged": say("nobody can tell whether they differ, and that is no fault of yours"),
    "todo": say("still to be written"),
    "unplayed": say("not played, since one before it took very long to end"),
}
KINDS: Mapping[str, Message] = {
    "calls": say("how often it is called"),
    "ended": say("how it ends"),
    "clock": say("the clock"),
    "screen": say("the screen at the end"),
    "waits": say("how it waits"),
    "turns": say("how often it waits"),
    "writes": say("in how many pieces it writes"),
    "names": say("the names of threads and tasks"),
    "joins": say("who joins a thread"),
}
"""What is told of besides the checks, which have their ids for names."""

OBSTACLES: Mapping[tuple[Who, str], Message] = {
    ("mine", "missing"): say("there is no such file, so it doesn't count"),
    ("theirs", "missing"): say("the other one has no such file, so it doesn't count"),
    ("mine", "broken"): say("this program can't be played"),
    ("theirs", "broken"): say("the other one can't be played"),
    ("mine", "todo"): say("something of this program is still to be written"),
    ("theirs", "todo"): say("something of the other one is still to be written"),
    ("mine", "stopped"): say("this program doesn't come to its end"),
    ("theirs", "stopped"): say("the other one doesn't come to its end"),
}
UNTOLD = say("nobody can tell about this, as the grader's clock may be to blame:")
ALIKE, UNJUDGED = say("ALIKE"), say("UNJUDGED")
VERDICTS: Mapping[str, Message] = {
    "missing": say("MISSING"),
    "broken": say("BROKEN"),
    "todo": say("TO DO"),
    "stopped": say("NOT ALL PLAYED"),
}
"""The word for a kata by what stands against its comparison."""


def captions_of(comparison: Comparison) -> Captions:
    """Return what the two sides are called."""
    return CAPTIONS["solution" if comparison.other is None else "other"]


def kind_of(difference: Difference) -> Message:
    """Return in which respect two differ."""
    return KINDS.get(difference.kind) or say("{check}", check=difference.kind)


def verdict_on(kata: KataComparison) -> Message:
    """Return the word for a kata."""
    if kata.is_alike:
        return ALIKE
    if kata.first:
        return LIKENESS["differs"]
    return VERDICTS[kata.obstacles[0].status] if kata.obstacles else UNJUDGED


def score_of(kata: KataComparison) -> Message:
    """Say in how many scenarios two differ."""
    if not kata.scenarios:
        return OBSTACLES[kata.obstacles[0].who, kata.obstacles[0].status]
    number = sum(each.likeness == "differs" for each in kata.scenarios)
    seen = sum(each.likeness in ("same", "fine", "differs") for each in kata.scenarios)
    if number:
        return say("scenarios that differ: {number} of {count}", number=number, count=seen)
    if seen < len(kata.scenarios):
        return say("scenarios that can be compared: {number} of {count}", number=seen, count=len(kata.scenarios))
    return say("nothing that matters differs; scenarios: {count}", count=seen)


def heading_of(comparison: Comparison) -> Message:
    """Say what the whole comparison comes to."""
    if comparison.is_alike:
        return say("Nothing that matters differs.")
    if comparison.exit_code == 0:
        return say("Nothing that matters differs, as far as the grader can tell.")
    if any(kata.first for kata in comparison.katas):
        return say("Something that matters differs.")
    return say("They can't be compared yet, or not as a whole.")


def told_in_short(compared: Compared, captions: Captions) -> Message:
    """Say in one sentence what differs in a scenario."""
    first = next(iter(compared.mattering), None)
    if first is not None:
        return say("{kind}: {said}", kind=kind_of(first), said=_telling(first, captions))
    if compared.unjudged:
        return _untold(compared.untold, captions)
    if compared.differences:
        return listed([kind_of(each) for each in compared.differences])
    return MEANING[compared.likeness]


def about_unjudged(comparison: Comparison) -> Message | None:
    """Say why something is unjudged, what that means, and what helps; None where nothing is."""
    if not any(each.likeness == "unjudged" for kata in comparison.katas for each in kata.scenarios):
        return None
    return say(
        "What is unjudged waits by means that the grader's clock doesn't know, so nobody can tell whether it differs. "
        "That is no fault of yours, and doesn't count. To have it compared, wait by means of time, threading or "
        "asyncio."
    )


def _untold(sides: Sequence[Who], captions: Captions) -> Message:
    """Say why nobody can tell whether two differ."""
    if len(sides) > 1:
        return say("both wait by means that the grader's clock doesn't know: nobody can tell whether they differ")
    return say(
        "{who} waits by means that the grader's clock doesn't know: nobody can tell whether they differ",
        who=captions.mine if "mine" in sides else captions.theirs,
    )


def _telling(difference: Difference, captions: Captions) -> Message:
    """Return what the first one did; where only the second broke a promise, what that one did."""
    mine, theirs = difference.mine, difference.theirs
    if theirs.broke and not mine.broke:
        return say("{who}: {said}", who=captions.theirs, said=theirs.said)
    return mine.said


def open_differences(compared: Compared) -> Iterator[Message]:
    """Yield what differs, and needn't be the same: in a line what is a program's own choice, in one what is a bonus."""
    free = [kind_of(each) for each in compared.open if not each.bonus]
    bonus = [kind_of(each) for each in compared.open if each.bonus]
    if free:
        yield say("{kinds}", kinds=listed(free))
    if bonus:
        yield say("only for a bonus: {kinds}", kinds=listed(bonus))


def listed(messages: Sequence[Message]) -> Message:
    """Return messages as a list; there is at least one."""
    text = messages[0]
    for message in messages[1:]:
        text = say("{so_far}, {next}", so_far=text, next=message)
    return text


def place_of(compared: Compared) -> Message:
    """Say when two part in a scenario."""
    return say("they part at {time}", time=seconds(compared.at)) if compared.at is not None else say("they part")


def command(comparison: Comparison) -> list[str]:
    """Return the words of the command that compares the very same once more."""
    given = [_safe(comparison.attempt)]
    if comparison.other is not None:
        # Joined by a sign, a path may begin with a dash.
        given += [f"--with={comparison.other}"] if comparison.other.startswith("-") else ["--with", comparison.other]
    only = ["--kata", comparison.katas[0].kata] if len(comparison.katas) == 1 else []
    return ["nox", "-s", "compare", "--", *given, *only, "--seed", str(comparison.seed)]


def _safe(path: str) -> str:
    return f"./{path}" if path.startswith("-") else path
