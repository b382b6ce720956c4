"""Watch mode on a whole screen: progress above, the verdict in the middle, the keys below.

prompt_toolkit holds the terminal: it reads keys, draws what differs, follows a resize, and puts everything back.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from prompt_toolkit.application import Application, in_terminal
from prompt_toolkit.formatted_text import ANSI, StyleAndTextTuples, to_formatted_text
from prompt_toolkit.formatted_text.utils import split_lines
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.layout.utils import explode_text_fragments
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.utils import get_cwidth

Deeds = Mapping[str, Callable[[], object]]
"""What is done by which key, as prompt_toolkit names them."""
FIXED_ROWS = 5  # as long as nothing has been drawn yet
BY_LINES = {"up": -1, "down": 1, "k": -1, "j": 1}
BY_PAGES = {"pageup": -1, "pagedown": 1, " ": 1}


@dataclass(frozen=True, slots=True)
class Parts:
    """What is shown: at the top, in the middle (in colour, as long as it likes, from which line), at the bottom."""

    top: str
    middle: str
    bottom: str
    begin: int = 0


class Screen:
    """The whole screen."""

    def __init__(self, draw: Callable[[int], Parts], deeds: Deeds, *, colour: bool) -> None:
        """Show what ``draw`` returns for a width, and do by keys what ``deeds`` say."""
        self._draw = draw
        self._scroll = 0
        self._aside = False
        self._drawn: tuple[str, int] = "", 0
        self._lines: list[StyleAndTextTuples] = []
        self._middle = Window(FormattedTextControl(self._body), always_hide_cursor=True)
        top = _fixed(lambda: self._parts().top)
        bottom = _fixed(lambda: self._parts().bottom, "reverse")
        self._app: Application[None] = Application(
            Layout(HSplit([top, Window(char="-", height=1), self._middle, bottom])),
            key_bindings=self._bindings(deeds),
            full_screen=True,
            color_depth=None if colour else ColorDepth.DEPTH_1_BIT,
        )
        self._app.ttimeoutlen = 0.05  # seconds until Esc is that key, and not the beginning of another one

    @property
    def input(self) -> Input:
        """Where keys come from."""
        return self._app.input

    def _parts(self) -> Parts:
        return self._draw(self._app.output.get_size().columns)

    def _body(self) -> StyleAndTextTuples:
        parts, (rows, columns) = self._parts(), self._app.output.get_size()
        if self._drawn != (parts.middle, columns):
            same = self._drawn[0] == parts.middle
            self._drawn = parts.middle, columns
            self._lines = display_lines(parts.middle, columns)
            self._scroll = self._scroll if same else parts.begin
        self._move(0)  # a window that became higher shows more
        rest = ((*line, ("", "\n")) for line in self._lines[self._scroll : self._scroll + rows])
        return [fragment for line in rest for fragment in line]

    def _bindings(self, deeds: Deeds) -> KeyBindings:
        bindings = KeyBindings()

        def bind(key: str, deed: Callable[[], object]) -> None:
            def pressed(_: KeyPressEvent) -> None:
                deed()

            bindings.add(key, eager=True)(pressed)

        for key, deed in deeds.items():
            bind(key, deed)
        for key, lines in BY_LINES.items():
            bind(key, partial(self._move, lines))
        for key, pages in BY_PAGES.items():
            bind(key, partial(self._turn, pages))
        bind("home", lambda: self._move(-len(self._lines)))
        bind("end", lambda: self._move(len(self._lines)))
        bind("c-z", lambda: self._app.suspend_to_background())  # noqa: PLW0108 - it isn't there yet
        return bindings

    def _height(self) -> int:
        info = self._middle.render_info
        return info.window_height if info else self._app.output.get_size().rows - FIXED_ROWS

    def _move(self, lines: int) -> None:
        last = max(0, len(self._lines) - self._height())
        self._scroll = min(max(self._scroll + lines, 0), last)

    def _turn(self, pages: int) -> None:
        self._move(pages * max(1, self._height() - 1))

    def update(self) -> None:
        """Draw anew, soon."""
        self._app.invalidate()

    def resume(self) -> None:
        """Take the terminal again: whoever was stopped without being asked finds it as the shell has left it."""
        if self._app.is_running and not self._aside:
            self._app.input.raw_mode().__enter__()
            self._app.renderer.reset()
            self._app.invalidate()

    @asynccontextmanager
    async def aside(self) -> AsyncIterator[None]:
        """Give the terminal back for as long as this context is open."""
        self._aside = True
        try:
            async with in_terminal():
                yield
        finally:
            self._aside = False

    async def show(self, until: asyncio.Future[int]) -> int:
        """Show the screen until ``until`` is done; return its result."""
        # Signals are the caller's business: prompt_toolkit would take the handler of Ctrl-C away with it.
        showing = asyncio.create_task(self._app.run_async(set_exception_handler=False, handle_sigint=False))
        both: list[asyncio.Future[Any]] = [showing, until]
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        if not showing.done():
            self._app.exit()
        await showing
        return await until


def _fixed(text: Callable[[], str], style: str = "") -> Window:
    control = FormattedTextControl(text)
    return Window(control, style=style, always_hide_cursor=True, dont_extend_height=True, wrap_lines=True)


def display_lines(text: str, columns: int) -> list[StyleAndTextTuples]:
    """Return a text with colours as the lines that a terminal shows: those that are too long go on in the next one."""
    lines: list[StyleAndTextTuples] = []
    for whole in split_lines(to_formatted_text(ANSI(text.rstrip("\n")))):
        lines.append([])
        width = 0
        for style, char, *_ in explode_text_fragments(whole):
            width += get_cwidth(char)
            if width > columns:
                lines.append([])
                width = get_cwidth(char)
            lines[-1].append((style, char))
    return lines
