"""Watch mode without drawing: one report below the other, for a terminal that can't move its cursor, or its reader."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from prompt_toolkit.input import Input, create_input

from grader.console import show
from grader.live.screen import Deeds


class Lines:
    """Reports, one after another."""

    def __init__(self, news: Callable[[], str], deeds: Deeds) -> None:
        """Print what ``news`` returns at each update, and do by keys what ``deeds`` say."""
        self._news = news
        self._deeds = deeds
        self.input: Input = create_input()
        self._raw = contextlib.ExitStack()
        self._aside = False

    def update(self) -> None:
        """Print what is new, if anything is."""
        if text := self._news():
            show(text)

    async def show(self, until: asyncio.Future[int]) -> int:
        """Print and read keys until ``until`` is done; return its result."""
        self._hold()
        try:
            return await until
        finally:
            self._raw.close()

    def _hold(self) -> None:
        self._raw.enter_context(self.input.raw_mode())
        self._raw.enter_context(self.input.attach(self._pressed))

    def _pressed(self) -> None:
        for press in [*self.input.read_keys(), *self.input.flush_keys()]:
            key = str(getattr(press.key, "value", press.key))
            if key == "c-z":
                self._suspend()
            elif deed := self._deeds.get(key):
                deed()

    def _suspend(self) -> None:
        if hasattr(signal, "SIGTSTP"):
            self._raw.close()
            os.kill(0, signal.SIGTSTP)
            self._hold()
            self.update()

    def resume(self) -> None:
        """Take the terminal again after a stop that nobody has asked about."""
        if not self._aside:
            self.input.raw_mode().__enter__()

    @asynccontextmanager
    async def aside(self) -> AsyncIterator[None]:
        """Give the terminal back for as long as this context is open."""
        self._aside = True
        self._raw.close()
        try:
            yield
        finally:
            self._hold()
            self._aside = False
