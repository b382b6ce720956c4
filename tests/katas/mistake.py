"""What is said of a mistake that is known by name."""

from dataclasses import dataclass

from grader.words import Message


@dataclass(frozen=True, slots=True)
class Mistake:
    """Its name; and where these fit better than what the check says: why it happens, what to try, and the line."""

    name: Message
    why: Message | None = None
    hint: Message | None = None
    line: int | None = None
