"""What a process needs that works for another one of ours: its pipes to itself, and an end as soon as they end.

Whoever asked may be killed at any moment, and nobody is there then to end what it had started. So its end is heard from
the input, and everything ends with that.
"""

import contextlib
import os
import shutil
from collections.abc import Iterable
from typing import BinaryIO, NoReturn, Protocol

TRIES = 100  # to remove a folder; where that can't be done at all, this takes no time either


class Closable(Protocol):
    """Something that is to end with the process."""

    def close(self) -> None:
        """End it."""


def put_pipes_aside() -> tuple[BinaryIO, BinaryIO]:
    """Return where requests come from and answers go to: nothing that reads or prints by accident may come between."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.close(null)
    return requests, answers


def end_at_once(stages: Iterable[Closable], folder: str) -> NoReturn:
    """End the stages and this process, from whichever thread, whatever the others are doing; ``folder`` goes, too."""
    # The process ends in any case, and with it the pipes for whose end the stages wait.
    with contextlib.suppress(Exception):
        for stage in stages:
            stage.close()
    # Another thread may still be asking for a stage, and make a folder in this one for it just before this one goes.
    for _ in range(TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.lexists(folder):
            break
    os._exit(0)
