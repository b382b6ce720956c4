"""A program on the stage is alone: nothing of the project, of its environment or of other scenarios reaches it."""

import asyncio
import os
import subprocess
import sys
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from grader.processes import SOURCES, stage_command, stage_environment

if TYPE_CHECKING:
    from staging import Staging

pytest_plugins = ("staging",)
pytestmark = pytest.mark.asyncio


# --- surroundings ---------------------------------------------------------------------------------------------------


async def test_working_folder(stage: "Staging") -> None:
    """The working folder is empty, private, and gone afterwards."""
    body = """
    import pathlib, tempfile
    print(os.getcwd())
    print(os.listdir(), os.path.samefile(tempfile.gettempdir(), os.getcwd()))
    pathlib.Path("left.txt").write_text("left")
    """
    first, second = await stage.print(body), await stage.print(body)

    assert first[1] == second[1] == "[] True"
    assert first[0] != second[0]
    assert not await asyncio.to_thread(os.path.exists, first[0])


async def test_standard_input(stage: "Staging") -> None:
    """Standard input is empty: to ask for a line is the end of the file, at once."""
    lines = await stage.print(
        """
        print(repr(sys.stdin.read()), os.read(0, 1), sys.stdin.isatty(), sys.stdin.fileno())
        try:
            input("name? ")
        except EOFError as error:
            print(type(error).__name__)
        """
    )

    assert lines == ["'' b'' False 0", "name? EOFError"]


async def test_environment(stage: "Staging") -> None:
    """The environment is one of our own making: nothing that changes how output is buffered, no home, no path."""
    (names,) = await stage.print("print(*sorted(os.environ))")

    assert {"HOME", "LANG", "PYTHONHASHSEED", "TERM"} <= set(names.split())
    assert not {"PYTHONUNBUFFERED", "PYTHONPATH", "PATH", "VIRTUAL_ENV", "PYTEST_CURRENT_TEST"} & set(names.split())


async def test_environment_scrubbed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set where the grader runs doesn't reach the stage."""
    before = stage_environment()
    for name in (
        "PYTHONUNBUFFERED",
        "PYTHONASYNCIODEBUG",
        "PYTHONHASHSEED",
        "PYTHONDONTWRITEBYTECODE",
        "TERM",
        "LINES",
    ):
        monkeypatch.setenv(name, "1")

    assert before == stage_environment()


async def test_arguments(stage: "Staging") -> None:
    """A program sees a command line of its own: its name, and no arguments."""
    assert await stage.print("print(sys.argv)") == ["['attempt.py']"]


async def test_module(stage: "Staging") -> None:
    """A program is a module that was imported under its bare name."""
    played = await stage.play(
        """
        import sys
        def main():
            print(__name__, __file__, sys.modules[__name__].main is main, main.__module__, main.__code__.co_filename)
        """
    )

    assert played.lines == ["attempt attempt.py True attempt attempt.py"]


async def test_project_hidden(stage: "Staging") -> None:
    """The project isn't on the path, and nothing of it can be imported beyond what the stage itself needs."""
    lines = await stage.print(
        """
        import importlib
        for name in ("grader.backstage", "grader.verdict", "grader.plugin", "pytest", "pyte", "site"):
            try:
                importlib.import_module(name)
            except ImportError:
                continue
            print(name)
        print(*(path for path in sys.path if not path.startswith((sys.base_prefix, sys.base_exec_prefix))))
        """
    )

    assert set(lines) <= {"site", ""}


async def test_project_not_loaded(stage: "Staging") -> None:
    """Of the project only the stage and the wire are loaded beside a program."""
    (names,) = await stage.print("print(*(name for name in sys.modules if name.startswith('grader')))")

    assert {name for name in names.split() if not name.startswith("grader.stage")} == {"grader", "grader.wire"}


async def test_standard_library_only() -> None:
    """The stage loads nothing from outside of the standard library."""
    program = dedent(
        """
        import sys
        sys.path.insert(0, sys.argv[1])
        from grader.stage.stage import Stage
        Stage()
        from grader.stage import server
        names = {name.partition(".")[0] for name in sys.modules}
        print(*sorted(name for name in names if name not in sys.stdlib_module_names))
        """
    )
    command = [sys.executable, *stage_command()[1:-3], "-c", program, str(SOURCES)]
    run = await asyncio.to_thread(subprocess.run, command, capture_output=True, check=True, text=True)

    assert run.stdout.split() == ["__main__", "grader"]


async def test_no_bytecode(stage: "Staging") -> None:
    """A program writes no bytecode, not even of modules of its own making."""
    lines = await stage.print(
        """
        import importlib, pathlib
        pathlib.Path("helper.py").write_text("value = 1")
        sys.path.insert(0, os.getcwd())
        importlib.invalidate_caches()
        import helper
        print(sys.dont_write_bytecode, os.listdir(), helper.value)
        """
    )

    assert lines == ["True ['helper.py'] 1"]


async def test_no_neighbours(stage: "Staging") -> None:
    """A scenario sees nothing of what another one did to the interpreter."""
    await stage.run("import json; json.touched = time.touched = True; sys.path.append('x'); os.environ['X'] = '1'")

    lines = await stage.print("import json; print(hasattr(json, 'touched'), hasattr(time, 'touched'), 'x' in sys.path)")

    assert lines == ["False False False"]


async def test_hash_seed(stage: "Staging") -> None:
    """The hashes of texts are the same in each run, and a set of a spinner's frames isn't in their order."""
    body = r"""print(hash("x"), *set("|/-\\"))"""
    (first,), (second,) = await stage.print(body), await stage.print(body)

    assert first == second
    assert first.partition(" ")[2] != "| / - \\"


async def test_random(stage: "Staging") -> None:
    """Random numbers are the same in each run."""
    body = "print(random.random(), random.sample(range(1000), 5))"

    assert await stage.print(body) == await stage.print(body)


@pytest.mark.parametrize("name", ["exit", "quit"])
async def test_exit(stage: "Staging", name: str) -> None:
    """The names that an interpreter adds for leaving it are there."""
    played = await stage.run(f"{name}()")

    assert played.mark("raised")["error"]["type"] == "SystemExit"


async def test_main_interpreter(stage: "Staging") -> None:
    """A program runs in the main thread, where signals can be handled."""
    lines = await stage.print(
        """
        import signal
        main = threading.main_thread()
        print(threading.current_thread() is main, threading.get_ident() == main.ident)
        signal.signal(signal.SIGUSR2, lambda *_: print("handled"))
        signal.raise_signal(signal.SIGUSR2)
        """
    )

    assert lines == ["True True", "handled"]


# --- sources --------------------------------------------------------------------------------------------------------

PROGRAM = 'def main():\n    print("{text}", end="")\n'


@pytest.mark.parametrize(
    "source, text",
    [
        (PROGRAM.format(text="é 하 ✓").encode(), "é 하 ✓"),
        (("# coding: latin-1\n" + PROGRAM.format(text="é")).encode("latin-1"), "é"),
        (("#!/usr/bin/env python\n# -*- coding: euc-kr -*-\n" + PROGRAM.format(text="하나")).encode("euc-kr"), "하나"),
        (("# vim: set fileencoding=cp1252 :\n" + PROGRAM.format(text="€")).encode("cp1252"), "€"),
        (PROGRAM.format(text="é").encode("utf-8-sig"), "é"),
        (("# coding: utf-8\n" + PROGRAM.format(text="é")).encode("utf-8-sig"), "é"),
        (PROGRAM.format(text="a").replace("\n", "\r\n").encode(), "a"),
        (PROGRAM.format(text="a").replace("\n", "\r").encode(), "a"),
        (PROGRAM.format(text="a").replace("    ", "\t").encode(), "a"),
        (PROGRAM.format(text="a").rstrip("\n").encode(), "a"),
        (b"\x0c\n" + PROGRAM.format(text="a").encode(), "a"),
    ],
    ids=["utf-8", "latin-1", "euc-kr", "cp1252", "bom", "bom+cookie", "crlf", "cr", "tabs", "no-newline", "form-feed"],
)
async def test_encodings(stage: "Staging", source: bytes, text: str) -> None:
    """A source is decoded as Python does, whatever its encoding and its ends of lines."""
    played = await stage.play(source)

    assert (played.text, played.end.cause) == (text, None)


@pytest.mark.parametrize(
    "source",
    [
        PROGRAM.format(text="é").encode("latin-1"),
        b"# coding: nothing-of-this-name\n" + PROGRAM.encode(),
        b"\xef\xbb\xbf# coding: latin-1\n" + PROGRAM.encode(),
        PROGRAM.encode("utf-16"),
    ],
    ids=["not-utf-8", "unknown", "contradiction", "utf-16"],
)
async def test_wrong_encodings(stage: "Staging", source: bytes) -> None:
    """A source that Python can't decode is broken by a syntax error, as in life."""
    played = await stage.play(source)

    assert played.end.cause == "broken"
    assert played.end.error is not None
    assert played.end.error["type"] in ("SyntaxError", "ValueError")


async def test_dataclass(stage: "Staging") -> None:
    """A program may define dataclasses, enumerations and named tuples, also with annotations as texts."""
    played = await stage.play(
        """
        from __future__ import annotations
        import enum, pickle, typing
        from dataclasses import dataclass, field
        @dataclass
        class Signal:
            go: bool = True
            frames: typing.ClassVar[str] = "|/-"
            seen: list[int] = field(default_factory=list)
        class Point(typing.NamedTuple):
            x: int
        def main():
            print(Signal(), pickle.loads(pickle.dumps(Signal(False))), Point(1), typing.get_type_hints(Signal)["go"])
            print(enum.Enum("Frame", "A B").A)
        """
    )

    assert played.lines == [
        "Signal(go=True, seen=[]) Signal(go=False, seen=[]) Point(x=1) <class 'bool'>",
        "Frame.A",
    ]


async def test_no_future_inherited(stage: "Staging") -> None:
    """The stage's own `__future__` statements don't reach a program."""
    lines = await stage.print("def body(a: int): pass\nprint(body.__annotations__['a'])")

    assert lines == ["<class 'int'>"]


# --- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "start",
    [
        "os.system('true')",
        "import subprocess; subprocess.run(['true'])",
        "import subprocess; subprocess.Popen('true', shell=True)",
        "os.popen('true')",
        "os.fork()",
        "os.forkpty()",
        "import pty; pty.spawn('true')",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.execv('/bin/true', ['true'])",
        "import multiprocessing; multiprocessing.Process(target=print).start()",
        "import multiprocessing; multiprocessing.get_context('spawn').Process(target=print).start()",
        "concurrent.futures.ProcessPoolExecutor().submit(print)",
        "asyncio.run(asyncio.create_subprocess_exec('true'))",
        "import _posixsubprocess; _posixsubprocess.fork_exec()",
    ],
)
async def test_processes(stage: "Staging", start: str) -> None:
    """A program may not start a process: it gets an error, at a line that is recorded."""
    played = await stage.run(start)

    assert {event["line"] for event in played.events("process")} == {3}
    assert played.error is not None
    assert (played.error["type"], played.end.cause) == ("PermissionError", None)
    assert played.error["text"].endswith("an attempt may not start a process")


@pytest.mark.parametrize("escape", ["signal.setitimer(signal.ITIMER_REAL, 60)", "signal.alarm(60)"])
async def test_escapes(stage: "Staging", escape: str) -> None:
    """What would wait outside of the virtual clock is recorded with its line."""
    played = await stage.run(f"import signal\n{escape}")

    assert [(event["what"], event["line"]) for event in played.events("escape")] == [(escape.partition("(")[0], 4)]


async def test_left_behind(stage: "Staging") -> None:
    """What a program closed or changed of its own process does no harm to the next one."""
    await stage.run("os.close(0); os.close(2); os.chdir('/'); os.umask(0o777); sys.stdout = None")

    assert await stage.print("print('still there')") == ["still there"]


async def test_closed_terminal(stage: "Staging") -> None:
    """A program that closes its standard output gets the errors of life, and comes to an end."""
    played = await stage.run(
        """
        print("a")
        os.close(1)
        try:
            print("b")
        except OSError:
            pass
        time.sleep(1)
        """
    )

    assert (played.text, played.end.cause, played.duration) == ("a\n", None, 1)
