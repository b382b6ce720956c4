"""Three hints for each check of spinner_asyncio, each saying more than the one before."""

from collections.abc import Mapping

from grader.words import Message

HINTS: Mapping[str, tuple[Message, Message, Message]] = {}
