"""The watcher and the terminal together, from the first verdict to the last key: what is pressed is done here."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from prompt_toolkit.input import Input

from grader.console import NARROWEST, WIDEST, look_of, show
from grader.course import Course
from grader.language import Language
from grader.live import pages
from grader.live.errands import hints_on, play_command
from grader.live.foreground import run_in_foreground
from grader.live.lines import Lines
from grader.live.screen import Deeds, Parts, Screen
from grader.live.state import State, closed, opened, switched, toggled
from grader.live.warm import WarmGrader
from grader.live.watch import Watch
from grader.reports import Look
from grader.settings import Settings
from grader.words import say

QUIT, INTERRUPTED, HUNG_UP = 0, 130, 129
SIGNALS = {"SIGINT": INTERRUPTED, "SIGTERM": 143, "SIGHUP": HUNG_UP}


class Front(Protocol):
    """What stands between the watcher and the learner."""

    @property
    def input(self) -> Input:
        """Where keys come from."""

    def update(self) -> None:
        """Show what is new."""

    async def show(self, until: asyncio.Future[int]) -> int:
        """Go on until this is done; return its result."""

    def resume(self) -> None:
        """Take the terminal again after a stop."""

    def aside(self) -> AbstractAsyncContextManager[None]:
        """Give the terminal back for a while."""


async def stay(  # noqa: PLR0913 - each says something else of how it is to be
    label: str, paths: Mapping[str, Path], settings: Settings, course: Course, language: Language, *, plain: bool
) -> int:
    """Show the verdicts on these files until a key or a signal ends it; return the exit code."""
    desk = Desk(Watch(label, paths, WarmGrader(settings, course)), settings.seed, language, plain=plain)
    with desk.signals():
        async with desk.watch.going_on():
            code = await desk.stay()
    if code != HUNG_UP and not desk.poor:
        # The whole screen is gone with its last verdict.
        show(f"{pages.progress(desk.watch.state, desk.look())}\n")
    return code


class Desk:
    """What is shown, and what is done by keys."""

    def __init__(self, watch: Watch, seed: int, language: Language, *, plain: bool) -> None:
        """Show a watcher's state, in a language; ``plain``: in sentences, one report after another."""
        self.watch = watch
        self._seed = seed
        self._language = language
        self._plain = plain
        self._code: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._errands: set[asyncio.Task[None]] = set()
        self._drawn: tuple[object, str, int] | None = None
        self._printed: State | None = None
        # Whether nothing can be drawn over, or nothing shall be.
        self.poor = plain or (os.name != "nt" and os.environ.get("TERM", "dumb") in ("dumb", "unknown"))
        deeds = self._deeds()
        colour = self.look().colour
        self._front: Front = Lines(self._news, deeds) if self.poor else Screen(self._draw, deeds, colour=colour)
        watch.updated = self._front.update

    def look(self) -> Look:
        """Return how things look on this terminal, as wide as it is now."""
        return replace(look_of(sys.stdout, os.environ, self._language), plain=self._plain)

    # -- What is shown --

    def _draw(self, columns: int) -> Parts:
        state = self.watch.state
        look = replace(self.look(), width=min(max(columns, NARROWEST), WIDEST))
        middle, begin = self._middle(state, look)
        bottom = f"{pages.status(state, look)}\n{pages.keys(look)}"
        return Parts(pages.progress(state, look), middle, bottom, begin)

    def _middle(self, state: State, look: Look) -> tuple[str, int]:
        """Return what takes a while to be put into words: it is asked for often, and is mostly what it was before."""
        of = state.current, state.panel, state.rows, state.everything, look.width
        if self._drawn is None or self._drawn[0] != of:
            middle = pages.body(state, look, self._seed)
            self._drawn = of, middle, pages.begin(state, middle, self._seed)
        return self._drawn[1:]

    def _news(self) -> str:
        state, before = self.watch.state, self._printed
        self._printed = state
        if state.focus in state.pending:
            news = before is None or before.focus not in before.pending
            return f"{pages.status(state, self.look())}\n" if news else ""
        return pages.report(state, self.look(), self._seed) if state.current else ""

    # -- What is done --

    def _deeds(self) -> Deeds:
        return {
            "h": self._hint,
            "a": lambda: self.watch.change(toggled),
            "r": lambda: self._send(self._play()),
            "s": lambda: self.watch.change(switched),
            "c": self.watch.again,
            "?": lambda: self.watch.change(lambda state: opened(state, "help", pages.help_rows(self._language))),
            "escape": lambda: self.watch.change(closed),
            "q": lambda: self._leave(QUIT),
            "c-c": lambda: self._leave(INTERRUPTED),
        }

    def _leave(self, code: int) -> None:
        if not self._code.done():
            self._code.set_result(code)

    def _send(self, errand: Coroutine[None, None, None]) -> None:
        if self._errands:
            errand.close()  # one thing after another
            return
        task = asyncio.create_task(errand)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    def _hint(self) -> None:
        if current := self.watch.state.current:
            hints = hints_on(current.verdict, self._language)
            self.watch.change(lambda state: opened(state, "hint", hints))

    async def _play(self) -> None:
        kata = self.watch.state.focus
        async with self._front.aside():
            await run_in_foreground(play_command(kata, self.watch.paths[kata], self._language))
            show(f"\n{self._language(say('Press any key to go back.'))}\n")
            await self._key()

    async def _key(self) -> None:
        pressed = asyncio.Event()
        with self._front.input.raw_mode(), self._front.input.attach(pressed.set):
            await pressed.wait()
            keys = [*self._front.input.read_keys(), *self._front.input.flush_keys()]
        if any(getattr(press.key, "value", "") == "c-c" for press in keys):
            self._leave(INTERRUPTED)

    # -- From the beginning to the end --

    async def stay(self) -> int:
        """Show the state until it is enough; return the exit code."""
        ended = asyncio.create_task(self._end_errands())
        try:
            return await self._front.show(self._code)
        except (EOFError, OSError):
            # The terminal has gone, and nothing can be put back there.
            self._leave(HUNG_UP)
            return await self._code
        finally:
            ended.cancel()

    async def _end_errands(self) -> None:
        """End what is still under way once it is time to leave: it may hold the terminal."""
        await asyncio.wait([self._code])
        for errand in self._errands:
            errand.cancel()

    @contextlib.contextmanager
    def signals(self) -> Iterator[None]:
        """End in good order when asked to from outside."""
        loop = asyncio.get_running_loop()
        for name, code in SIGNALS.items():
            with contextlib.suppress(NotImplementedError, AttributeError):  # Windows
                loop.add_signal_handler(getattr(signal, name), self._leave, code)
        with contextlib.suppress(NotImplementedError, AttributeError):
            loop.add_signal_handler(signal.SIGCONT, self._front.resume)
        yield
