"""Watch mode itself: what changed is graded, what was graded is shown, what is pressed is done."""

import asyncio
import platform
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from grader.attempt import Attempt, Source
from grader.live.files import GONE_SECONDS, Seen, follow, look_at
from grader.live.state import Shown, State, began, graded
from grader.live.warm import WarmGrader
from grader.session import GradingError
from grader.settings import Settings
from grader.verdict import KataVerdict, Verdict

PATIENCE = 1.0  # seconds that a grading gets to end by itself when a newer save is there


class Watch:
    """Grades what changes, and keeps the state of what is shown."""

    def __init__(self, label: str, paths: Mapping[str, Path], settings: Settings) -> None:
        """Watch these files, by kata."""
        katas = tuple(paths)
        self.state = State(label, katas, katas[0])  # whenever this is another one, `updated` is called
        self._paths = paths
        self._settings = settings
        self.updated: Callable[[], None] = _nobody_looks
        self._grader = WarmGrader(settings)
        self._seen: dict[str, Seen] = {}
        self._due: dict[str, Seen] = {}  # what is to be graded, the newest last
        self._wake = asyncio.Event()

    def change(self, change: Callable[[State], State]) -> None:
        """Put another state in place of the present one, and show it."""
        self.state = change(self.state)
        self.updated()

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator[None]:
        """Watch and grade for as long as this context is open; no process is left when it is closed."""
        try:
            await self._grader.start()
            tasks = [asyncio.create_task(self._follow()), asyncio.create_task(self._work())]
            try:
                yield
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            await self._grader.close()

    async def _follow(self) -> None:
        async for _ in follow(list(self._paths.values())):
            if self._look() and any(self._seen[kata].missing for kata in self._due):
                await asyncio.sleep(GONE_SECONDS)
                self._look()
            self._wake.set()

    def _look(self) -> bool:
        """Read all files anew; return whether anything is to be graded."""
        for kata, path in reversed(list(self._paths.items())):
            now = look_at(path, kata)
            if self._seen.get(kata) != now:
                self._seen[kata] = now
                self._due.pop(kata, None)
                self._due[kata] = now
        return bool(self._due)

    def again(self) -> None:
        """Grade the kata in focus once more."""
        kata = self.state.focus
        if kata in self._seen:
            self._due[kata] = self._seen[kata]
            self._wake.set()

    async def _work(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._due:
                kata, seen = self._due.popitem()
                await self._judge(kata, seen)

    async def _judge(self, kata: str, seen: Seen) -> None:
        if seen.source is None:
            self._show(kata, seen, KataVerdict(kata, "missing"), 0.0, seen.problem)
            return
        self.change(lambda state: began(state, kata))
        attempt = Attempt(str(self._paths[kata]), (kata,), {kata: seen.source})
        try:
            verdict = await self._grader.grade(attempt)
        except GradingError as error:
            self._show(kata, seen, KataVerdict(kata, "unjudged"), 0.0, str(error))
            return
        self._show(kata, seen, verdict.katas[0], verdict.seconds, None)

    def _show(self, kata: str, seen: Seen, verdict: KataVerdict, seconds: float, problem: str | None) -> None:
        now = datetime.now().astimezone().strftime("%H:%M:%S")
        shown = Shown(verdict, seen.source, now, seconds, problem)
        self.change(lambda state: graded(state, kata, shown))

    def verdict(self) -> Verdict:
        """Return the last verdict of all katas that have one."""
        katas = tuple(shown.verdict for shown in self.state.shown.values())
        return Verdict(self.state.label, platform.python_version(), self._settings.seed, 0.0, katas)

    def sources(self) -> dict[str, Source]:
        """Return the sources that the last verdicts are about."""
        return {kata: shown.source for kata, shown in self.state.shown.items() if shown.source}


def _nobody_looks() -> None:
    pass
