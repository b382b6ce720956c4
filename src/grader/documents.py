"""Read JSON that somebody else may have written: each value is asked for as what it has to be, by where it stands.

A file on disk may have been cut, edited or put there; whoever reads it gets what was promised or a ValueError that says
which value is wrong, and in what.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NoReturn

MAX_SHOWN = 60  # characters of a value that is wrong
MAX_WHOLE = 1 << 53  # the whole numbers that every reader of JSON has exactly


@dataclass(frozen=True, slots=True)
class Place:
    """A value of a document, and the path that leads to it."""

    value: object
    path: str = "it"

    def fail(self, wanted: str) -> NoReturn:
        """Say what should stand here, and what does."""
        shown = ascii(self.value)
        shown = shown if len(shown) <= MAX_SHOWN else f"{shown[:MAX_SHOWN]}…"
        msg = f"{self.path} should be {wanted}, and is {shown}"
        raise ValueError(msg)

    def parts(self, names: Collection[str]) -> dict[str, "Place"]:
        """Return the values of an object that has exactly these names."""
        if not isinstance(self.value, dict) or set(self.value) != set(names):
            self.fail(f"an object of {', '.join(names)}")
        return {name: Place(self.value[name], f"{self.path}.{name}") for name in names}

    def members(self) -> dict[str, "Place"]:
        """Return the values of an object, whatever their names."""
        if not isinstance(self.value, dict):
            self.fail("an object")
        return {name: Place(each, f"{self.path}.{name}") for name, each in self.value.items()}

    def items(self, most: int) -> Iterator["Place"]:
        """Yield the values of a list of at most so many."""
        if not isinstance(self.value, list) or len(self.value) > most:
            self.fail(f"a list of at most {most}")
        yield from (Place(each, f"{self.path}[{number}]") for number, each in enumerate(self.value))

    def text(self) -> str:
        """Return a text."""
        if not isinstance(self.value, str):
            self.fail("a text")
        return self.value

    def one_of(self, options: Collection[str]) -> str:
        """Return a text from a closed list."""
        if not isinstance(self.value, str) or self.value not in options:
            self.fail(f"one of {', '.join(sorted(options))}")
        return self.value

    def whole(self, least: int = 0) -> int:
        """Return a whole number."""
        if type(self.value) is not int or not least <= self.value <= MAX_WHOLE:
            self.fail(f"a whole number from {least} to {MAX_WHOLE}")
        return self.value

    def number(self) -> float:
        """Return a number that is not negative."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float) or not 0 <= self.value <= MAX_WHOLE:
            self.fail("a number that is not negative")
        return float(self.value)

    def flag(self) -> bool:
        """Return whether something is so."""
        if not isinstance(self.value, bool):
            self.fail("true or false")
        return self.value

    def exactly(self, value: object) -> None:
        """Hold it to the one value that is right here."""
        if type(self.value) is not type(value) or self.value != value:
            self.fail(ascii(value))


def document(text: str, most: int) -> Place:
    """Return what a text of at most ``most`` characters holds as JSON; ValueError where it holds none."""
    if len(text) > most:
        msg = f"there are {len(text)} characters, and {most} are the most that is read"
        raise ValueError(msg)
    try:
        return Place(json.loads(text, parse_constant=_refuse, object_pairs_hook=_object))
    except RecursionError:
        msg = "it is nested too deep"
        raise ValueError(msg) from None


def _refuse(name: str) -> NoReturn:
    msg = f"{name} is no number of JSON"
    raise ValueError(msg)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        msg = "a name is there twice in one object"
        raise ValueError(msg)
    return made
