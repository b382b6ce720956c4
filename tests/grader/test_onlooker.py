"""A program that is run for real is seen from outside: its output and when it came, and how it ended."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from textwrap import dedent

import pytest
import pytest_asyncio
from lineage import descendants
from parent_helpers import open_descriptors

from grader import onlooker
from grader.backstage import Backstage
from grader.processes import HAS_FORK
from grader.trace import Output, Trace

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.skipif(not HAS_FORK, reason="a truth run needs fork"),
]
FILENAME = "attempt.py"


@pytest_asyncio.fixture
async def backstage() -> AsyncIterator[Backstage]:
    """Return a stage that is ended afterwards."""
    stage = Backstage(fork=True, pty=True)
    yield stage
    stage.close()


async def run(backstage: Backstage, source: str) -> Trace:
    """Run a program's `main` for real."""
    return await backstage.play_for_real(dedent(source).encode(), FILENAME)


def text(trace: Trace) -> str:
    """Return all that came through the terminal."""
    return b"".join(entry.data for entry in trace.entries if isinstance(entry, Output)).decode("utf-8", "replace")


async def test_output(backstage: Backstage) -> None:
    """What the program prints comes through a terminal of 24 lines by 80 columns; a return is no cause of anything."""
    trace = await run(
        backstage,
        """
        import shutil, sys
        def main():
            print(shutil.get_terminal_size(), sys.stdout.isatty(), sys.argv, __name__)
        """,
    )

    assert text(trace) == "os.terminal_size(columns=80, lines=24) True ['attempt.py'] attempt\r\n"
    assert (trace.end.cause, trace.end.error) == (None, None)


async def test_times(backstage: Backstage) -> None:
    """Each piece of output has the time at which it came, and what is not flushed comes at the end."""
    trace = await run(
        backstage,
        """
        import time
        def main():
            print("first")
            time.sleep(0.3)
            print("second", end="")
        """,
    )
    first, second = (entry for entry in trace.entries if isinstance(entry, Output))

    assert (first.data, second.data) == (b"first\r\n", b"second")
    # What is read late, as on a busy machine, has a later time than it should, never an earlier one.
    assert second.time >= 300_000_000
    assert first.time < second.time


async def test_plain(backstage: Backstage) -> None:
    """The interpreter is plain: nothing of the grader is there, nothing is patched, no package is found."""
    trace = await run(
        backstage,
        """
        import asyncio, os, sys, threading, time
        def main():
            print([name for name in sys.modules if name.startswith("grader")], "PYTEST_VERSION" in os.environ)
            print(type(threading.Lock()).__module__, type(time.sleep).__name__, type(sys.stdout).__name__)
            print(asyncio.Task.__module__, any("site-packages" in entry for entry in sys.path), os.listdir())
            print(repr(sys.stdin.read()), exit.__class__.__name__)
        """,
    )

    assert text(trace).split("\r\n")[0] == "[] False"
    assert "_thread builtin_function_or_method TextIOWrapper" in text(trace)
    assert "_asyncio False []\r\n'' Quitter" in text(trace)


@pytest.mark.parametrize(
    "body, cause, what",
    [
        ("raise KeyError('x')", "exited", ("KeyError", "'x'", 3)),
        ("import sys; sys.exit()", "exited", ("RuntimeError", "the process was ended in place of a return", 3)),
        ("import os; os._exit(3)", "exited", None),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", "crashed", None),
        ("print('x' * 2_000_000)", "flooded", None),
    ],
)
async def test_end(backstage: Backstage, body: str, cause: str, what: tuple[str, str, int] | None) -> None:
    """Whatever else than a return ends the process is told, an exception with its line."""
    trace = await run(backstage, f"\ndef main():\n    {body}\n")
    error = trace.end.error

    assert trace.end.cause == cause
    assert (error and (error["type"], error["text"], error["line"])) == what


async def test_endless(backstage: Backstage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that doesn't end within its time is ended, and what it had printed is kept."""
    monkeypatch.setattr(onlooker, "REAL_SECONDS", 3)  # time enough for its line on a busy machine
    trace = await run(backstage, "def main():\n    print('here', flush=True)\n    import time\n    time.sleep(60)\n")

    assert (trace.end.cause, text(trace)) == ("endless", "here\r\n")


async def test_nothing_is_left(backstage: Backstage) -> None:
    """Of a program that left processes behind none lives on, in whatever session; no descriptor stays open."""
    before = await open_descriptors()
    alive = await asyncio.to_thread(descendants, os.getpid())
    trace = await run(
        backstage,
        """
        import os, time
        def main():
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.closerange(0, 100)
                    time.sleep(60)
                os._exit(0)
            os.wait()
        """,
    )
    assert trace.end.cause is None
    assert await asyncio.to_thread(descendants, os.getpid()) == alive
    assert await open_descriptors() == before


async def test_several_at_once(backstage: Backstage, tmp_path: Path) -> None:
    """Runs of several programs go on at the same time: each waits for the other's sign."""
    source = """
    import pathlib, time
    def main():
        pathlib.Path({mine!r}).touch()
        while not pathlib.Path({other!r}).exists():
            time.sleep(0.01)
    """
    names = [str(tmp_path / str(number)) for number in range(2)]
    traces = await asyncio.gather(
        run(backstage, source.format(mine=names[0], other=names[1])),
        run(backstage, source.format(mine=names[1], other=names[0])),
    )

    assert [trace.end.cause for trace in traces] == [None, None]


@pytest.mark.parametrize("fork, pty", [(False, True), (True, False)])
async def test_refused(*, fork: bool, pty: bool) -> None:
    """Where there is no fork or no pseudo-terminal there is no truth run."""
    stage = Backstage(fork=fork, pty=pty)
    try:
        with pytest.raises(RuntimeError, match="needs a pseudo-terminal and fork"):
            await run(stage, "def main(): pass")
    finally:
        stage.close()
