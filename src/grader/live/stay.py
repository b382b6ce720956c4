"""The watcher and the terminal together, from the first verdict to the last key."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from grader.console import look_of
from grader.language import Language
from grader.live import pages
from grader.live.screen import Deeds, Parts, Screen
from grader.live.state import closed, opened, switched, toggled
from grader.live.watch import Watch
from grader.reports import Look
from grader.settings import Settings

QUIT, INTERRUPTED = 0, 130
SIGNALS = {"SIGINT": INTERRUPTED, "SIGTERM": 143, "SIGHUP": 129}


async def stay(label: str, paths: Mapping[str, Path], settings: Settings, language: Language, *, plain: bool) -> int:
    """Show the katas' verdicts until a key or a signal ends it; return the exit code."""
    look = replace(look_of(sys.stdout, os.environ, language), plain=plain)
    watch = Watch(label, paths, settings)
    code: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def leave(with_code: int) -> None:
        if not code.done():
            code.set_result(with_code)

    screen = Screen(
        lambda width: _parts(watch, replace(look, width=width)), _deeds(watch, look, leave), colour=look.colour
    )
    watch.updated = screen.update
    with _signals(leave):
        async with watch.going_on():
            return await screen.show(code)


def _parts(watch: Watch, look: Look) -> Parts:
    state = watch.state
    seen = replace(look, everything=state.everything, sources=watch.sources())
    top = "\n".join(pages.progress(state, seen))
    bottom = f"{pages.status(state, seen)}\n{pages.keys(seen)}"
    return top, pages.body(state, seen, watch.verdict()), bottom


def _deeds(watch: Watch, look: Look, leave: Callable[[int], None]) -> Deeds:
    return {
        "s": lambda: watch.change(switched),
        "a": lambda: watch.change(toggled),
        "c": watch.again,
        "?": lambda: watch.change(lambda state: opened(state, "help", pages.help_text(look))),
        "escape": lambda: watch.change(closed),
        "q": lambda: leave(QUIT),
        "c-c": lambda: leave(INTERRUPTED),
        "<sigint>": lambda: leave(INTERRUPTED),
    }


@contextlib.contextmanager
def _signals(leave: Callable[[int], None]) -> Iterator[None]:
    """End in good order when asked to from outside."""
    loop = asyncio.get_running_loop()
    for name, code in SIGNALS.items():
        with contextlib.suppress(NotImplementedError, AttributeError):  # Windows
            loop.add_signal_handler(getattr(signal, name), leave, code)
    yield
