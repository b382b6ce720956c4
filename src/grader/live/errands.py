"""What watch mode has other commands do: each is asked as a learner would ask, in a process of its own."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
from collections.abc import Sequence

from grader.verdict import KataVerdict

GRADER = (sys.executable, "-P", "-m", "grader")


def hint_command(verdict: KataVerdict, language: str) -> list[str] | None:
    """Return the command that gives the next hint for the check in focus; None where none failed."""
    failed = verdict.first_failed
    if failed is None:
        return None
    return [*GRADER, "hint", verdict.kata, failed.id, "--more", "--lang", language]


def play_command(kata: str, language: str) -> list[str]:
    """Return the command that runs a kata's program."""
    return [*GRADER, "play", kata, "--lang", language]


async def said_by(command: Sequence[str]) -> str:
    """Run a command and return what it says."""
    process = await asyncio.create_subprocess_exec(*command, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT)
    said, _ = await process.communicate()
    return said.decode("utf-8", "replace")
