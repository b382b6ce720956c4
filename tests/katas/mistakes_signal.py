"""Mistakes in the class Signal."""

from collections.abc import Sequence

from concepts import CONCEPTS
from mistake import Mistake
from seeing import Case, Recogniser

from grader.words import say


def go_is_a_method(case: Case) -> Mistake | None:
    """go is a method, and a method is always true."""
    if str(case.values.get("value", case.seen)).find("<bound method") < 0:
        return None
    hint = say("What does signal.go give without parentheses? What would a property give?")
    return Mistake(say("go is a method, not an attribute"), CONCEPTS["attribute"], hint)


def cannot_be_set(case: Case) -> Mistake | None:
    """go can be read, but not set."""
    text = f"{case.error.get('type')}: {case.error.get('text')}" if case.error else ""
    if not any(words in text for words in ("has no setter", "FrozenInstanceError", "can't set attribute", "read-only")):
        return None
    hint = say("What happens when go of a Signal is set to False?")
    return Mistake(say("go can be read, but not set"), CONCEPTS["flag"], hint)


def needs_an_argument(case: Case) -> Mistake | None:
    """A Signal can't be made without arguments."""
    if case.error is None or "missing 1 required positional argument" not in str(case.error.get("text")):
        return None
    return Mistake(say("Signal() can't be called without an argument"), CONCEPTS["arguments"])


ONLY = frozenset({"signal"})
SIGNAL: Sequence[tuple[frozenset[str], Recogniser]] = (
    (ONLY, go_is_a_method),
    (ONLY, cannot_be_set),
    (ONLY, needs_an_argument),
)
