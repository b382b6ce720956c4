"""Mistakes with the announcement: too late, of something else, or somewhere else."""

import ast
from collections.abc import Sequence

from concepts import CONCEPTS
from mistake import Mistake
from seeing import Case, Recogniser
from supervising import PREFIX

from grader.trace import Event
from grader.words import Message, say

OTHERS: Sequence[tuple[str, Message, str]] = (
    ("<coroutine object", say("The coroutine is announced, not the task"), "task object"),
    ("<function", say("The function is announced, not the thread"), "thread object"),
    ("<Thread(", say("A thread is announced where there should be a task"), "task object"),
    ("<Future", say("A Future is announced, not the thread"), "thread object"),
    ("<class", say("The class is announced, not an object of it"), "thread object"),
)
"""By what stands behind the announcement's first words."""


def announces_another(case: Case) -> Mistake | None:
    """Something else is announced than the spinner's thread or task."""
    shown = case.quoted
    for begin, name, concept in OTHERS:
        right = begin == "<Thread(" and case.kind == "thread"
        if f"{PREFIX}{begin}" in shown and not right:
            return Mistake(name, CONCEPTS[concept])
    return None


def announces_on_standard_error(case: Case) -> Mistake | None:
    """The announcement is written, but to standard error."""
    if any(PREFIX.strip() in event["text"] for event in case.events("write")) or case.error or case.cause:
        return None
    for node in case.reading.nodes("supervisor"):
        if isinstance(node, ast.Call) and any(case.reading.name(each) == "sys.stderr" for each in ast.walk(node)):
            return Mistake(say("The announcement goes to standard error"), CONCEPTS["streams"], None, node.lineno)
    return None


def begins_before(case: Case) -> Mistake | None:
    """The spinner has drawn before the announcement came."""
    writes = [event for event in case.events("write") if event["text"].strip()]
    place = next((at for at, event in enumerate(writes) if PREFIX.strip() in event["text"]), None)
    if not place or case.function != "supervisor":
        return None
    spins = [event for event in writes[:place] if case.is_of_spin(event)]
    if not spins or len(spins) != place:
        return None
    if case.kind == "thread":
        return _started_early(writes[place]) if "<Thread(" in case.seen else None
    hint = say("Where does supervisor wait for the first time, and what has been printed by then?")
    line = writes[place]["line"]
    return Mistake(say("The spinner gets its turn before it is announced"), CONCEPTS["scheduled"], hint, line)


def _started_early(announced: Event) -> Mistake:
    name = say("The thread is started before it is announced")
    hint = say("In which order do making, announcing and starting the thread come?")
    return Mistake(name, CONCEPTS["thread object"], hint, announced["line"])


def started_before(case: Case) -> Mistake | None:
    """The thread runs already when it is announced."""
    made = case.events("thread", state="started")
    written = [event for event in case.events("write") if PREFIX.strip() in event["text"]]
    if case.kind == "thread" and made and written and made[0]["n"] < written[0]["n"] and "started" in case.seen:
        ended = [event for event in case.events("thread", state="ended") if event["n"] < written[0]["n"]]
        if not ended:
            return _started_early(written[0])
    return None


def another_line_first(case: Case) -> Mistake | None:
    """Another line comes before the announcement."""
    writes = [event for event in case.events("write") if event["text"].strip()]
    place = next((at for at, event in enumerate(writes) if event["text"].startswith(PREFIX.strip())), None)
    if case.function != "supervisor" or not place or any(case.is_of_spin(event) for event in writes[:place]):
        return None
    name = say("Something is printed before the announcement")
    hint = say("Which print runs first? What isn't asked for goes to standard error.")
    return Mistake(name, CONCEPTS["streams"], hint, writes[0]["line"])


ANNOUNCE = frozenset({"announce"})
ANNOUNCING: Sequence[tuple[frozenset[str], Recogniser]] = (
    (ANNOUNCE, announces_another),
    (ANNOUNCE, announces_on_standard_error),
    (ANNOUNCE, started_before),
    (ANNOUNCE, begins_before),
    (ANNOUNCE, another_line_first),
)
