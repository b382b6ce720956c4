"""Where an attempt sets a flag is found in its source, and told when it is executed."""

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from grader.stage.flags import setting_lines

if TYPE_CHECKING:
    from staging import Staging

pytest_plugins = ("staging",)

SCRIPT = {"play": "main", "function": "main", "flag": "go"}


@pytest.mark.parametrize(
    "source, lines",
    [
        ("signal.go = False", {1: "signal.go = False"}),
        ("a.b().go = x = False", {1: "a.b().go = x = False"}),
        ("signal.go, other = False, 1", {1: "signal.go, other = (False, 1)"}),
        ("signal.go &= False", {1: "signal.go &= False"}),
        ("signal.go: bool = False", {1: "signal.go: bool = False"}),
        ("if x: signal.go = not signal.go", {1: "signal.go = not signal.go"}),
        ("try:\n    pass\nfinally: signal . go = 0", {3: "signal.go = 0"}),
        ("try:\n    pass\nexcept OSError:\n    signal.go = 0", {4: "signal.go = 0"}),
        ("match x:\n    case 1:\n        signal.go = 0", {3: "signal.go = 0"}),
        ("async def f():\n    async with x:\n        signal.go = 0", {3: "signal.go = 0"}),
        ("class Signal:\n    def stop(self):\n        self.go = False", {3: "self.go = False"}),
        ("class Signal:\n    def __init__(self):\n        self.go = False", {}),
        ("signal.go = True", {}),
        ("signal.go == False", {}),
        ("signal.going = False", {}),
        ("go = False", {}),
        ("signal.gone = signal.go", {}),
        ("# signal.go = False", {}),
        ("", {}),
    ],
)
def test_lines(source: str, lines: dict[int, str]) -> None:
    """A line counts where it sets the attribute to something else than True, but not in the beginning of an object."""
    assert setting_lines(source.encode(), "go") == lines


def test_encoding() -> None:
    """A source in another encoding is read as Python reads it."""
    assert setting_lines("# coding: latin-1\nä.go = False".encode("latin-1"), "go") == {2: "ä.go = False"}


def test_long() -> None:
    """Of a long statement only so much is kept."""
    assert len(setting_lines(f"signal.go = {'x' * 500}".encode(), "go")[1]) == 80


@pytest.mark.parametrize("deep", ["s.go = 1" + " + 1" * 2000, "if 1:\n pass\n" + "elif 1:\n s.go = 0\n" * 1500])
def test_deep(deep: str) -> None:
    """A source that nests deeper than can be looked through has no such lines: it still compiles, and runs."""
    assert setting_lines(deep.encode(), "go") == {}


PROGRAM = dedent(
    """
    import threading, time
    class Signal:
        go = True
    def wait(signal):
        while signal.go:
            time.sleep(0.1)
    def main():
        signal = Signal()
        thread = threading.Thread(target=wait, args=(signal,))
        thread.start()
        time.sleep(0.25)
        signal.go = False
        thread.join()
    """
).lstrip("\n")


@pytest.mark.asyncio
async def test_told(stage: "Staging") -> None:
    """It is told who executes such a line, and when."""
    played = await stage.play(PROGRAM, SCRIPT)

    assert [(event.time, event.thread, event["line"], event["code"]) for event in played.events("flag")] == [
        (250_000_000, 0, 12, "signal.go = False")
    ]


@pytest.mark.asyncio
async def test_in_a_thread(stage: "Staging") -> None:
    """So it is in another thread."""
    played = await stage.play(
        """
        import threading
        class Signal:
            go = True
        def stop():
            Signal.go = False
        def main():
            threading.Thread(target=stop).start()
        """,
        SCRIPT,
    )

    assert [(event.thread, event["line"]) for event in played.events("flag")] == [(1, 5)]


@pytest.mark.asyncio
async def test_unasked(stage: "Staging") -> None:
    """Where no flag is asked for, none is told."""
    played = await stage.play(PROGRAM)

    assert played.events("flag") == []


@pytest.mark.asyncio
async def test_over_and_over(stage: "Staging") -> None:
    """A loop that sets it over and over is no flood."""
    played = await stage.play(
        """
        class Signal:
            go = True
        def main():
            for _ in range(10_000):
                Signal.go = False
        """,
        SCRIPT,
    )

    assert (played.end.cause, len(played.events("flag"))) == (None, 2_000)
