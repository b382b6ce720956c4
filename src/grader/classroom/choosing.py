"""Which files of a hand-in are the attempt: found by name, the outermost first, and never guessed between two.

People hand in the two files, a folder with them, `exercises/`, or the whole repository; all of that is taken.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

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

    ``failures`` say, by kata, why a file wasn't taken whose kata is now without one, ``remarks`` what else is worth
    knowing. ``others`` are the files of other names, ``passed_over`` the folders in which nothing is looked for.
    """

    texts: Mapping[str, bytes]
    failures: Mapping[str, tuple[Message, ...]] = field(default_factory=dict)
    remarks: tuple[Message, ...] = ()
    others: tuple[Member, ...] = ()
    passed_over: tuple[str, ...] = ()


def choose(tree: Tree, katas: Sequence[str]) -> Choice:
    """Find the katas' files; `UnreadableError` where the tree can't be read, or a kata is there more than once."""
    wanted = {file_name(kata).casefold(): kata for kata in katas}
    members, others = _outermost(tree, wanted)
    texts: dict[str, bytes] = {}
    failures: dict[str, tuple[Message, ...]] = {}
    remarks: list[Message] = list(tree.remarks)
    for name, kata in wanted.items():
        named = [member for member in members if member.parts[-1].casefold() == name]
        found = _found(kata, named)
        if found.text is not None:
            texts[kata] = found.text
            remarks += found.remarks
        elif found.remarks:
            failures[kata] = found.remarks
    return Choice(texts, failures, tuple(remarks), tuple(others), tuple(tree.passed_over))


def _outermost(tree: Tree, wanted: Mapping[str, str]) -> tuple[list[Member], list[Member]]:
    """Return the members that are called like a kata's file and may be one, and the others, down to where those are.

    Once there is one, the other kata is looked for on the same level, and below that in `exercises` alone: further down
    a whole repository may hold anything.
    """
    named: list[Member] = []
    others: list[Member] = []
    found = False  # a file that may be an attempt; a stub that nobody touched doesn't hide what lies deeper
    try:
        for level in tree.levels():
            there: list[Member] = []
            for member in level:
                fits = member.parts[-1].casefold() in wanted and (not found or _in_exercises(member))
                (there if fits else others).append(member)
            named += there
            if found:
                break
            found = _hides_what_is_deeper(wanted, there)
    except UnreadableError:
        if not any(member.kind == "file" for member in named):  # else what was found stands, whatever lies deeper
            raise
    return named, others


def _hides_what_is_deeper(wanted: Mapping[str, str], there: Sequence[Member]) -> bool:
    """Return whether one of the files of a level, which are called as a kata's, may be an attempt."""
    # Of so many a kata has more in places that are equally good than are compared: reading them all would tell nothing.
    if len(there) > 2 * MAX_PLACES * len(wanted):
        return True
    return any(member.kind == "file" and not _is_stub(wanted, member) for member in there)


def _is_stub(wanted: Mapping[str, str], member: Member) -> bool:
    try:
        return is_untouched(wanted[member.parts[-1].casefold()], member.read())
    except UnreadableError:  # who takes it will say so
        return False


@dataclass(frozen=True, slots=True)
class _Found:
    """The text of a kata, if there is one, and what is to be said of it, or else of why there is none."""

    text: bytes | None
    remarks: tuple[Message, ...]


def _found(kata: str, named: Sequence[Member]) -> _Found:
    """Return the outermost text; a stub that nobody touched is only taken where there is nothing else."""
    troubles = [_not_a_file(member) for member in named if member.kind != "file"]
    untouched: list[tuple[bytes, Member]] = []
    for places in _ranked(kata, [member for member in named if member.kind == "file"]):
        only = _only(kata, places, troubles)
        if only is None:
            break
        text, place = only
        if not is_untouched(kata, text):
            return _Found(text, (*_of_stubs(untouched, place), *_of_capitals(kata, place)))
        untouched.append(only)
    troubles = troubles[:MAX_NAMED]
    if not untouched:
        return _Found(None, tuple(troubles))
    text, place = untouched[0]
    return _Found(text, (*troubles, *_of_capitals(kata, place)))


def _ranked(kata: str, named: Sequence[Member]) -> Iterator[list[Member]]:
    """Yield the files that are ``named`` after a kata, the outermost first, `exercises` before any other folder."""
    for _, same in groupby(sorted(named, key=_rank), _rank):
        files = list(same)
        # Where capitals are told apart, the file that is called as it should be is meant.
        exact = {member.parts[:-1] for member in files if member.parts[-1] == file_name(kata)}
        yield [member for member in files if member.parts[-1] == file_name(kata) or member.parts[:-1] not in exact]


def _rank(member: Member) -> tuple[int, bool]:
    return len(member.parts), not _in_exercises(member)


def _in_exercises(member: Member) -> bool:
    return [folder.casefold() for folder in member.parts[-2:-1]] == [EXERCISES]


def _only(kata: str, places: Sequence[Member], troubles: list[Message]) -> tuple[bytes, Member] | None:
    """Return the one text that is in these places, and where; a stub that nobody touched is none beside another."""
    if len(places) > MAX_PLACES:
        raise UnreadableError(_ambiguous(kata, places))
    texts: dict[bytes, Member] = {}
    for place in places:
        try:
            texts.setdefault(place.read(), place)
        except UnreadableError as error:
            troubles.append(error.args[0])
    if len(texts) > 1:
        texts = {text: place for text, place in texts.items() if not is_untouched(kata, text)} or texts
    if len(texts) > 1:
        raise UnreadableError(_ambiguous(kata, list(texts.values())))
    return next(iter(texts.items()), None)


def is_untouched(kata: str, text: bytes) -> bool:
    """Return whether this is the stub as it was handed out, in whatever language."""
    return tuple(text.splitlines()) in _stubs(kata)


@cache
def _stubs(kata: str) -> frozenset[tuple[bytes, ...]]:
    return frozenset(tuple(stub(kata, code).splitlines()) for code in LANGUAGES)


def _ambiguous(kata: str, places: Sequence[Member]) -> Message:
    return say(
        "{name} is there more than once, with different texts ({places}): hand in the one that counts",
        name=file_name(kata),
        places=listed([place.place for place in places]),
    )


def _of_stubs(untouched: Sequence[tuple[bytes, Member]], taken: Member) -> Iterator[Message]:
    """Say which stub further out was not taken."""
    for _, member in untouched[:1]:
        yield say("{path} is as it was handed out, so {taken} was taken", path=member.place, taken=taken.place)


def _of_capitals(kata: str, taken: Member) -> Iterator[Message]:
    """Say that a file is not called as it should be."""
    if taken.parts[-1] != file_name(kata):
        yield say(
            "{path} was taken for {name}, which is how it should be called",
            path=path_of(taken.parts),
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
