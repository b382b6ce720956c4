"""Which files of a hand-in are the attempt: found by name, the outermost first, and never guessed between two.

People hand in the two files, a folder with them, `exercises/`, or the whole repository; all of that is taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.attempt import file_name
from grader.classroom.members import Member, Tree, UnreadableError, path_of
from grader.language import LANGUAGES
from grader.resetting import stub
from grader.words import Message, say

MAX_PLACES = 20  # files of one kata that are compared
MAX_NAMED = 5  # things that are listed in one line
EXERCISES = "exercises"


@dataclass(frozen=True, slots=True)
class Choice:
    """The texts that were found, by kata.

    ``failures`` say why a file wasn't taken whose kata is now without one, ``remarks`` what else is worth knowing.
    ``others`` are the files of other names, ``passed_over`` the folders in which nothing is looked for.
    """

    texts: Mapping[str, bytes]
    failures: tuple[Message, ...] = ()
    remarks: tuple[Message, ...] = ()
    others: tuple[Member, ...] = ()
    passed_over: tuple[str, ...] = ()


def choose(tree: Tree, katas: Sequence[str]) -> Choice:
    """Find the katas' files; `UnreadableError` where the tree can't be read, or a kata is there more than once."""
    wanted = {file_name(kata).casefold(): kata for kata in katas}
    members, others = _outermost(tree, wanted)
    texts: dict[str, bytes] = {}
    failures: list[Message] = []
    remarks: list[Message] = list(tree.remarks)
    for name, kata in wanted.items():
        named = [member for member in members if member.parts[-1].casefold() == name]
        troubles = [_not_a_file(member) for member in named if member.kind != "file"]
        found = _best(kata, [member for member in named if member.kind == "file"])
        text = _only(kata, found, troubles)
        if text is None:
            failures += troubles
            continue
        texts[kata] = text
        if found[0].parts[-1] != file_name(kata):
            remarks.append(_other_capitals(kata, found[0]))
    return Choice(texts, tuple(failures), tuple(remarks), tuple(others), tuple(tree.passed_over))


def _outermost(tree: Tree, wanted: Mapping[str, str]) -> tuple[list[Member], list[Member]]:
    """Return the members that are called like a kata's file and may be one, and the others, down to where those are.

    Once there is one, the other kata is looked for on the same level, and below that in `exercises` alone: further down
    a whole repository may hold anything.
    """
    named: list[Member] = []
    others: list[Member] = []
    found = False
    try:
        for level in tree.levels():
            for member in level:
                fits = member.parts[-1].casefold() in wanted and (not found or _in_exercises(member))
                (named if fits else others).append(member)
            if found:
                break
            found = any(member.kind == "file" for member in named)
    except UnreadableError:
        if not found:  # else what was found stands, whatever lies deeper
            raise
    return named, others


def _best(kata: str, named: Sequence[Member]) -> list[Member]:
    """Return the outermost of the files that are ``named`` after a kata, in `exercises` before any other folder."""
    best = min(map(_rank, named), default=None)
    files = [member for member in named if _rank(member) == best]
    # Where capitals are told apart, the file that is called as it should be is meant.
    exact = {member.parts[:-1] for member in files if member.parts[-1] == file_name(kata)}
    return [member for member in files if member.parts[-1] == file_name(kata) or member.parts[:-1] not in exact]


def _rank(member: Member) -> tuple[int, bool]:
    return len(member.parts), not _in_exercises(member)


def _in_exercises(member: Member) -> bool:
    return [folder.casefold() for folder in member.parts[-2:-1]] == [EXERCISES]


def _only(kata: str, places: Sequence[Member], troubles: list[Message]) -> bytes | None:
    """Return the one text that is in these places; a stub that nobody touched is none where there is another."""
    if len(places) > MAX_PLACES:
        raise UnreadableError(_ambiguous(kata, places))
    texts: dict[bytes, Member] = {}
    for place in places:
        try:
            texts.setdefault(place.read(), place)
        except UnreadableError as error:
            troubles.append(error.args[0])
    if len(texts) > 1:
        stubs = {_lines(stub(kata, code)) for code in LANGUAGES}
        texts = {text: place for text, place in texts.items() if _lines(text) not in stubs} or texts
    if len(texts) > 1:
        raise UnreadableError(_ambiguous(kata, list(texts.values())))
    return next(iter(texts), None)


def _lines(text: bytes) -> tuple[bytes, ...]:
    return tuple(text.splitlines())


def _ambiguous(kata: str, places: Sequence[Member]) -> Message:
    return say(
        "{name} is there more than once, with different texts ({places}): hand in the one that counts",
        name=file_name(kata),
        places=listed([path_of(place.parts) for place in places]),
    )


def _other_capitals(kata: str, member: Member) -> Message:
    return say(
        "{path} was taken for {name}, which is how it should be called",
        path=path_of(member.parts),
        name=file_name(kata),
    )


def _not_a_file(member: Member) -> Message:
    path = path_of(member.parts)
    if member.kind == "link":
        return say("{path} is a link, which is not followed: hand in the file itself", path=path)
    if member.kind == "locked":
        return say("{path} needs a password: hand in a zip file without one", path=path)
    return say("{path} is no regular file: hand in a file with the source text", path=path)


def listed(names: Sequence[str]) -> Message:
    """Return names in one line, and how many more there are."""
    first = ", ".join(names[:MAX_NAMED])
    more = len(names) - MAX_NAMED
    return say("{names} and {count} more", names=first, count=more) if more > 0 else say("{names}", names=first)
