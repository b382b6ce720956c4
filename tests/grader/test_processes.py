"""The stage's processes: how they are started, what they inherit, how they end."""

import os
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from lineage import descendants
from runs import ATTEMPTS, without_seconds

from grader.backstage import Backstage
from grader.processes import (
    COLUMNS,
    HAS_FORK,
    ROWS,
    ForkServer,
    Solo,
    Terminal,
    clear_up,
    stage_command,
    stage_environment,
)
from grader.trace import Output, Scenario, Trace
from grader.wire import encode

if TYPE_CHECKING:
    from warm_grading import Grade

pytest_plugins = ("warm_grading",)

pytestmark = pytest.mark.skipif(not HAS_FORK, reason="there is no fork here")
FIRST = Scenario("first", {"play": "main", "function": "main"}, natural=True)


def shown(trace: Trace) -> str:
    """Return all that came through the terminal."""
    return b"".join(entry.data for entry in trace.entries if isinstance(entry, Output)).decode()


@pytest_asyncio.fixture(loop_scope="session", params=[True, False], ids=["fork", "solo"])
async def backstage(request: pytest.FixtureRequest) -> AsyncIterator[Backstage]:
    """Return a backstage, with a forking server or with a process per scenario."""
    made = Backstage(fork=request.param, pty=True)
    yield made
    made.close()


async def printed(backstage: Backstage, body: str) -> str:
    """Return what a program prints on the stage."""
    trace = await backstage.play(FIRST, f"import os, sys\ndef main():\n    {body}\n".encode(), "attempt.py")
    assert trace.end.cause is None
    assert list(trace.errors()) == []
    return shown(trace).strip()


# --- how they are started -----------------------------------------------------------------------------------------


def test_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the caller's environment reaches the stage."""
    for name in ("PYTHONUNBUFFERED", "PYTHONPATH", "PYTHONSTARTUP", "SECRET"):
        monkeypatch.setenv(name, "1")

    assert not {"PYTHONUNBUFFERED", "PYTHONPATH", "PYTHONSTARTUP", "SECRET"} & set(stage_environment())


def test_command() -> None:
    """The stage runs on this Python, without site-packages and without a path of the user's."""
    command = stage_command("serve", "7")

    assert command[0] == sys.executable
    assert {"-S", "-s", "-P"} <= set(command)
    assert command[-2:] == ["serve", "7"]


@pytest.mark.asyncio
async def test_hash_seed(backstage: Backstage) -> None:
    """A set of the four characters doesn't iterate in the order in which they are drawn."""
    order = await printed(backstage, r"print(''.join({'|', '/', '-', '\\'}))")

    assert order != "|/-\\"


@pytest.mark.asyncio
async def test_inherited_environment(backstage: Backstage, monkeypatch: pytest.MonkeyPatch) -> None:
    """An attempt sees nothing of the caller's environment."""
    monkeypatch.setenv("SECRET", "1")

    assert await printed(backstage, "print('SECRET' in os.environ, 'PATH' in os.environ)") == "False False"


@pytest.mark.asyncio
async def test_working_folder(backstage: Backstage) -> None:
    """An attempt works in an empty folder of its own, which is gone afterwards."""
    folder, inside = (await printed(backstage, "print(os.getcwd()); print(os.listdir())")).split()

    assert (inside, Path(folder).exists()) == ("[]", False)  # noqa: ASYNC240 - nothing else is going on


@pytest.mark.asyncio
async def test_two_working_folders(backstage: Backstage) -> None:
    """What one scenario writes, the next one doesn't find."""
    write = "open('kept', 'w').close(); print(os.listdir())"

    assert [await printed(backstage, write), await printed(backstage, "print(os.listdir())")] == ["['kept']", "[]"]


@pytest.mark.asyncio
async def test_path(backstage: Backstage) -> None:
    """On an attempt's path there is the standard library, and nothing of the grader or of site-packages."""
    path = (await printed(backstage, "print(*sys.path, sep='\\n')")).splitlines()

    assert [entry.strip() for entry in path if "site-packages" in entry or "grader" in entry or not entry.strip()] == []
    assert str(Path(__file__).parents[2] / "src") not in path


@pytest.mark.asyncio
async def test_standard_input(backstage: Backstage) -> None:
    """There is nothing to read."""
    assert await printed(backstage, "print(repr(sys.stdin.read()), sys.stdin.isatty())") == "'' False"


@pytest.mark.asyncio
async def test_descriptors_of_the_attempt(backstage: Backstage) -> None:
    """An attempt inherits no descriptor of the parent's: only a few of the stage's own are open."""
    opened = [os.open(os.devnull, os.O_RDONLY) for _ in range(20)]
    try:
        count = await printed(backstage, "print(len(os.listdir('/proc/self/fd')))")
    finally:
        for descriptor in opened:
            os.close(descriptor)

    assert int(count) <= 12


@pytest.mark.asyncio
async def test_terminal_of_the_attempt(backstage: Backstage) -> None:
    """Standard output is a terminal of 24 rows and 80 columns."""
    seen = await printed(backstage, "print(sys.stdout.isatty(), os.isatty(1), *os.get_terminal_size(1))")

    assert seen == f"True True {COLUMNS} {ROWS}"


def test_terminal_echoes_nothing() -> None:
    """What is typed into the terminal is not shown."""
    terminal = Terminal.open()
    try:
        os.write(terminal.master, b"typed")
        with pytest.raises(BlockingIOError):
            os.read(terminal.master, 10)
    finally:
        terminal.close()


# --- how they end -------------------------------------------------------------------------------------------------

ENDINGS: Mapping[str, tuple[int, bytes]] = {
    "returns": (0, b"pass"),
    "exits": (3, b"import os; os._exit(3)"),
    "is killed": (-9, b"import os; os.kill(os.getpid(), 9)"),
}


def scenario(folder: Path, source: bytes) -> dict[str, Any]:
    """Return what the stage is sent."""
    script = {"play": "nothing"}
    fields = {"limit": 10**9, "schedule": 0, "natural": False, "script": script, "nonce": ""}
    return {**fields, "filename": "attempt.py", "source": source.decode(), "folder": str(folder)}


@pytest.mark.asyncio
@pytest.mark.parametrize("company_of", [ForkServer, Solo])
@pytest.mark.parametrize("name", ENDINGS)
async def test_status(name: str, company_of: type[ForkServer] | type[Solo]) -> None:
    """How a performer ended is known: its exit status, or minus the number of the signal that killed it."""
    expected, source = ENDINGS[name]
    company = company_of()
    performer = await company.hire(None)
    performer.writer.write(encode(scenario(performer.folder, source)))
    while line := await performer.reader.readline():  # until it has closed its end
        if b'"ask":true' in line:
            performer.writer.write(b"{}\n")
    status = await company.dismiss(performer)
    clear_up(performer)
    company.close()

    assert status == expected


@pytest.mark.asyncio
@pytest.mark.parametrize("company_of", [ForkServer, Solo])
async def test_dismissed_early(company_of: type[ForkServer] | type[Solo]) -> None:
    """A performer that never got a scenario is killed all the same, and nothing of it is left."""
    before = descendants(os.getpid())
    company = company_of()
    performer = await company.hire(Terminal.open())
    await company.dismiss(performer)
    clear_up(performer)
    company.close()

    assert descendants(os.getpid()) == before
    assert not performer.folder.exists()


@pytest.mark.asyncio
@pytest.mark.parametrize("company_of", [ForkServer, Solo])
async def test_closed_meanwhile(company_of: type[ForkServer] | type[Solo]) -> None:
    """Who closes the company ends performers that are still there."""
    before = descendants(os.getpid())
    company = company_of()
    performer = await company.hire(None)
    company.close()
    if isinstance(company, Solo):
        await company.dismiss(performer)
    else:
        performer.writer.close()
    clear_up(performer)

    assert descendants(os.getpid()) == before


@pytest.mark.asyncio
async def test_server_that_died() -> None:
    """Where the server itself has gone, whoever asks it is told so, rather than wait."""
    company = ForkServer()
    company._process.kill()
    company._process.wait()

    with pytest.raises((RuntimeError, OSError)):
        await company.hire(None)
    company.close()


# --- systems that lack something ----------------------------------------------------------------------------------

SAMPLE = (
    ("spinner_thread", "right/lesson.py"),
    ("spinner_thread", "wrong/no_flush.py"),
    ("spinner_asyncio", "right/lesson.py"),
    ("spinner_asyncio", "wrong/time_sleep_in_spin.py"),
)
WAYS = (("--no-pty",), ("--no-fork", "--no-pty"))


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_references_elsewhere(way: tuple[str, ...], grade: "Grade") -> None:
    """The references pass everything where there is no fork or no pseudo-terminal."""
    checked = grade("solutions", *way)

    assert checked.code == 0
    assert {each["status"] for kata in checked.report["katas"] for each in kata["checks"]} == {"passed"}


@pytest.mark.long
@pytest.mark.parametrize("kata, name", SAMPLE)
def test_same_verdict_elsewhere(kata: str, name: str, grade: "Grade") -> None:
    """The verdict is the same, word for word, where there is no fork and no pseudo-terminal."""
    path = ATTEMPTS / kata / name
    usual, elsewhere = [grade(path, "--kata", kata, *way) for way in ((), WAYS[-1])]

    assert without_seconds(elsewhere) == without_seconds(usual)
