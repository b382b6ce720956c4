"""Watch mode without its terminal: what is saved is graded, and the state of what is shown is kept."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from grader.attempt import Attempt, Source
from grader.live.files import GONE_SECONDS, Seen, follow, look_at
from grader.live.state import Shown, State, graded, saved
from grader.live.warm import WarmGrader
from grader.session import GradingError
from grader.verdict import KataVerdict

PATIENCE = 1.0  # seconds that a grading gets to end by itself where something newer is saved: most take less


class Watch:
    """Grades what changes."""

    def __init__(self, label: str, paths: Mapping[str, Path], grader: WarmGrader) -> None:
        """Watch these files, by kata."""
        katas = tuple(paths)
        self.state = State(label, katas, katas[0])
        self.updated: Callable[[], None] = _nobody_looks  # called whenever the state is another one
        self.paths = paths
        self._grader = grader
        self._seen: dict[str, Seen] = {}
        self._due: dict[str, Seen] = {}  # what is to be graded, the newest last
        self._grading: str | None = None
        self._wake = asyncio.Event()  # something is due
        self._newer = asyncio.Event()  # something was saved since the present grading began

    def change(self, change: Callable[[State], State]) -> None:
        """Put another state in the place of the present one, and show it."""
        self.state = change(self.state)
        self.updated()

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator[None]:
        """Watch and grade for as long as this context is open; no process is left when it is closed."""
        tasks: list[asyncio.Task[None]] = []
        try:
            await self._grader.start()
            tasks += [asyncio.create_task(self._follow()), asyncio.create_task(self._work())]
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._grader.close()

    # -- What is saved --

    async def _follow(self) -> None:
        async for _ in follow([*self.paths.values()]):
            if any(now.missing and kata in self._seen for kata, now in self._changes().items()):
                await asyncio.sleep(GONE_SECONDS)  # it may be back by then
            for kata, now in self._changes().items():
                self._seen[kata] = now
                self._put(kata, now)

    def _changes(self) -> dict[str, Seen]:
        """Return what isn't as it was, the kata to be graded first last."""
        found = {kata: look_at(path, kata) for kata, path in reversed([*self.paths.items()])}
        return {kata: now for kata, now in found.items() if self._seen.get(kata) != now}

    def again(self) -> None:
        """Grade the kata in focus once more."""
        kata = self.state.focus
        if kata in self._seen:
            self._put(kata, self._seen[kata])

    def _put(self, kata: str, seen: Seen) -> None:
        self._due.pop(kata, None)
        self._due[kata] = seen
        self._newer.set()
        self._wake.set()
        self.change(lambda state: saved(state, kata, self._pending()))

    def _pending(self) -> frozenset[str]:
        return frozenset(self._due) | ({self._grading} if self._grading else frozenset())

    # -- What is graded --

    async def _work(self) -> None:
        while True:
            await self._wake.wait()
            kata, seen = self._due.popitem()
            if not self._due:
                self._wake.clear()
            self._newer.clear()
            self._grading = kata
            shown = await self._judge(kata, seen)
            self._grading = None
            if kata in self._due:  # what was found is about a file that is another one by now
                continue
            if shown is None:  # given up for another kata: to be done after that
                self._due = {kata: seen, **self._due}
                continue
            self._show(kata, shown)

    async def _judge(self, kata: str, seen: Seen) -> Shown | None:
        """Return what a kata comes to; None where that took long and something newer is there."""
        now = datetime.now().astimezone().strftime("%H:%M:%S")
        if seen.source is None:
            return Shown(KataVerdict(kata, "broken" if seen.problem else "missing"), None, now, problem=seen.problem)
        attempt = Attempt(str(self.paths[kata]), (kata,), {kata: seen.source})
        grading = asyncio.create_task(self._grader.grade(attempt))
        try:
            await self._unless_newer(grading)
            verdict = grading.result() if grading.done() else None
        except GradingError as error:
            return Shown(KataVerdict(kata, "unjudged"), seen.source, now, problem=str(error))
        finally:
            grading.cancel()
            await asyncio.gather(grading, return_exceptions=True)
        return Shown(verdict.katas[0], seen.source, now, verdict.seconds) if verdict else None

    async def _unless_newer(self, grading: "asyncio.Task[object]") -> None:
        """Wait for a grading, but not for long where something newer is there."""
        await asyncio.wait([grading], timeout=PATIENCE)
        newer = asyncio.create_task(self._newer.wait())
        await asyncio.wait([grading, newer], return_when=asyncio.FIRST_COMPLETED)
        newer.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await newer

    def _show(self, kata: str, shown: Shown) -> None:
        self.change(lambda state: graded(state, kata, shown, self._pending()))

    def sources(self) -> dict[str, Source]:
        """Return the sources that the last verdicts are about."""
        return {kata: shown.source for kata, shown in self.state.shown.items() if shown.source}


def _nobody_looks() -> None:
    pass
