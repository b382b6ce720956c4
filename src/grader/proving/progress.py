"""How far it is: a bar with the time that is left where there is a terminal, a few plain lines where there is none."""

import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

from grader.console import tell
from grader.language import Language
from grader.words import say

Item = TypeVar("Item")
STEPS = 10  # plain lines at most
FEW = 30  # of so few nothing is said, but by a bar


def counted(items: Iterable[Item], total: int, language: Language, stream: TextIO | None) -> Iterator[Item]:
    """Go through items as they come, and show how many of them are left."""
    if stream is not None and stream.isatty():
        return _bar(items, total, language, stream)
    return _lines(items, total, language)


def _bar(items: Iterable[Item], total: int, language: Language, stream: TextIO) -> Iterator[Item]:
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import track  # noqa: PLC0415 - see above

    yield from track(items, language(say("grading")), total, console=Console(file=stream), transient=True)


def _lines(items: Iterable[Item], total: int, language: Language) -> Iterator[Item]:
    begin, step = time.monotonic(), 0
    for number, item in enumerate(items, 1):
        yield item
        if total >= FEW and number * STEPS // total > step:
            step = number * STEPS // total
            left = round((time.monotonic() - begin) / number * (total - number))
            tell(
                language(
                    say("{number} of {total} are graded, about {left} s left", number=number, total=total, left=left)
                )
            )
