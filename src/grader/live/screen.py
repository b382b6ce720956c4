"""Watch mode on a whole screen: progress above, the verdict in the middle, the keys below.

prompt_toolkit holds the terminal: it reads keys, draws what differs, follows a resize, and puts everything back.
"""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import ANSI, AnyFormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import ColorDepth

Deeds = Mapping[str, Callable[[], object]]
"""What is done by which key, as prompt_toolkit names them."""
Parts = tuple[str, str, str]
"""What is shown: at the top, in the middle (with colours, as long as it likes), at the bottom."""
BY_LINES = {"up": -1, "down": 1, "k": -1, "j": 1}
BY_PAGES = {"pageup": -1, "pagedown": 1, " ": 1}


class Screen:
    """The whole screen."""

    def __init__(self, draw: Callable[[int], Parts], deeds: Deeds, *, colour: bool) -> None:
        """Show what ``draw`` returns for a width."""
        self._draw = draw
        self._scroll = 0
        self._text, self._formatted = "", ANSI("")
        self._middle = Window(
            FormattedTextControl(self._body),
            wrap_lines=True,
            always_hide_cursor=True,
            get_vertical_scroll=lambda _: self._scroll,
        )
        layout = HSplit([self._fixed(0), Window(char="-", height=1), self._middle, self._fixed(2, "reverse")])
        self._app: Application[None] = Application(
            Layout(layout),
            key_bindings=self._bindings(deeds),
            full_screen=True,
            color_depth=None if colour else ColorDepth.DEPTH_1_BIT,
        )

    def _fixed(self, part: int, style: str = "") -> Window:
        control = FormattedTextControl(lambda: self._parts()[part])
        return Window(control, style=style, always_hide_cursor=True, dont_extend_height=True)

    def _parts(self) -> Parts:
        return self._draw(self._app.output.get_size().columns)

    def _body(self) -> AnyFormattedText:
        text = self._parts()[1]
        if text != self._text:
            self._text, self._formatted = text, ANSI(text)
            self._scroll = 0
        return self._formatted

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
        bind("home", lambda: self._move(-self._lines()))
        bind("end", lambda: self._move(self._lines()))
        bind("c-z", self._suspend)
        return bindings

    def _lines(self) -> int:
        return self._text.count("\n")

    def _height(self) -> int:
        return self._middle.render_info.window_height if self._middle.render_info else 1

    def _move(self, lines: int) -> None:
        last = max(0, self._lines() - self._height())
        self._scroll = min(max(self._scroll + lines, 0), last)

    def _turn(self, pages: int) -> None:
        self._move(pages * (self._height() - 1))

    def _suspend(self) -> None:
        self._app.suspend_to_background()

    def update(self) -> None:
        """Draw anew, soon."""
        self._app.invalidate()

    async def show(self, until: "asyncio.Future[int]") -> int:
        """Show the screen until ``until`` is done; return its result."""
        showing = asyncio.create_task(self._app.run_async(set_exception_handler=False))
        both: list[asyncio.Future[Any]] = [showing, until]
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        if not showing.done():
            self._app.exit()
        await showing
        return await until
