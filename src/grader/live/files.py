"""What changed: the attempt's files, read anew whenever something happens in their folder."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from watchfiles import awatch

from grader.attempt import AttemptError, Source, read_attempt

STEP_MS = 20  # a burst of changes is over when this long nothing happened
BURST_MS = 100  # and is answered after this long at the latest
LOOK_MS = 1000  # even where nothing was reported: some file systems tell nobody
GONE_SECONDS = 0.15  # an editor that writes by renaming leaves no file for a moment


@dataclass(frozen=True, slots=True)
class Seen:
    """What was in a kata's file: its source, or why there is none (None: there is no such file)."""

    source: Source | None = None
    problem: str | None = None

    @property
    def missing(self) -> bool:
        """Whether there is no file."""
        return self.source is None and self.problem is None


def look_at(path: Path, kata: str) -> Seen:
    """Read a kata's file."""
    if not os.path.lexists(path):
        return Seen()
    try:
        return Seen(read_attempt(path, [kata]).files[kata])
    except AttemptError as error:
        # It may have gone in between.
        return Seen(problem=str(error)) if os.path.lexists(path) else Seen()


async def follow(paths: Sequence[Path]) -> AsyncIterator[None]:
    """Tell whenever one of these files may have changed; the folder that they are in may go and come back, too."""
    folder = paths[0].parent
    yield  # what happened before this began
    while True:
        while not folder.is_dir():  # noqa: ASYNC110 - nobody tells us of a folder that comes back
            await asyncio.sleep(GONE_SECONDS)
        before = _identity(folder)
        watching = awatch(
            folder,
            watch_filter=None,
            step=STEP_MS,
            debounce=BURST_MS,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
            recursive=False,
        )
        async for _ in watching:
            yield
            if _identity(folder) != before:
                break  # another folder stands there now
        yield


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
