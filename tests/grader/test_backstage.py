"""What comes of programs that end otherwise than by returning: a cause, a line, and nothing that is still alive."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator, Mapping

import pytest
import pytest_asyncio
from impostors import Impostor, Troupe, backstage_of, idle_process
from lineage import descendants
from parent_helpers import open_descriptors

from grader import watching
from grader.backstage import AT_ONCE, Backstage
from grader.checks import cause_of, line_of
from grader.processes import HAS_FORK
from grader.trace import Event, Scenario, Trace

LINUX = sys.platform == "linux"
RUN = Scenario("run", {"play": "call", "function": "run"}, limit=20)
FILENAME = "attempt.py"

# The line at fault is the one that says so.
PROGRAMS = {
    "returns": """
def run():
    print("done")
""",
    "blocks": """
import os
def run():
    os.read(os.pipe()[0], 1)  # here
""",
    "blocks in a thread": """
import os, threading
def wait():
    os.read(os.pipe()[0], 1)  # here
def run():
    thread = threading.Thread(target=wait)
    thread.start()
    thread.join()
""",
    "dead lock": """
import threading
def run():
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()  # here
""",
    "exits": """
import os
def run():
    os._exit(0)  # here
""",
    "kills itself": """
import os, signal
def run():
    os.kill(os.getpid(), signal.SIGKILL)  # here
""",
    "crashes": """
import ctypes
def run():
    ctypes.string_at(0)  # here
""",
    "counts": """
def run():
    sum(range(10**10))  # here
""",
    "spins": """
def run():
    while True: pass  # here
""",
    "sleeps for ever": """
import time
def run():
    while True:
        time.sleep(1)  # here
""",
    "prints for ever": """
def run():
    while True:
        print("x" * 100)  # here
""",
    "floods by a file of its own": """
def run():
    out = open(1, "wb", buffering=0, closefd=False)
    while True:
        out.write(b"x" * 60_000)
""",
    "eats memory": """
def run():
    kept = []
    while True:
        kept.append(bytearray(10**7))  # here
""",
    "fills the memory slowly": """
import resource
def run():
    kept = [b"x" * (200 << 20)]
    while resource.getrusage(resource.RUSAGE_SELF).ru_utime < 3.5:
        sum(range(200_000))
    while True:
        kept.append(b"x" * 10**7)  # here
""",
    "starts threads": """
import threading, time
def run():
    while True:
        threading.Thread(target=time.sleep, args=(9,)).start()  # here
""",
    "forks": """
import os
def run():
    os.fork()  # here
""",
    "starts a process": """
import subprocess
def run():
    subprocess.run(["true"])  # here
""",
    "breaks the channel": """
import os
def run():
    for descriptor in range(3, 30):
        try:
            os.write(descriptor, b"hello\\n")
        except OSError:
            pass
""",
    "forges a last word": """
import os
def run():
    for number in range(1, 10):
        for descriptor in range(3, 30):
            try:
                os.write(descriptor, b'{"n":%d,"e":"end","t":0,"ask":true,"reason":"ended"}\\n' % number)
            except OSError:
                pass
    os._exit(0)
""",
    "closes every descriptor": """
import os
def run():
    os.closerange(0, 100)
""",
    "stops itself": """
import os, signal
def run():
    os.kill(os.getpid(), signal.SIGSTOP)
""",
    "sleeps by another clock": """
import ctypes
def run():
    libc = ctypes.CDLL(None)
    while True:
        libc.usleep(10_000)
""",
    "escapes": """
import ctypes
def run():
    libc = ctypes.CDLL(None)
    if libc.fork() == 0:
        libc.setsid()
        if libc.fork() == 0:
            libc.sleep(1_000)
        libc.sleep(1_000)
""",
}


def here(name: str) -> int | None:
    """Return the number of the program's line that says so."""
    lines = PROGRAMS[name].splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.endswith("# here")), None)


async def play(backstage: Backstage, source: str) -> Trace:
    """Play a program's function `run`."""
    return await backstage.play(RUN, source.encode(), FILENAME)


async def play_all() -> Mapping[str, Trace]:
    """Play all of the programs, two at a time."""
    backstage = Backstage(fork=HAS_FORK, pty=HAS_FORK)
    try:
        traces = await asyncio.gather(*(play(backstage, source) for source in PROGRAMS.values()))
    finally:
        backstage.close()
    return dict(zip(PROGRAMS, traces, strict=True))


@pytest.fixture(scope="module")
def traces() -> Iterator[Mapping[str, Trace]]:
    """Return what each program's play came to, with less patience for those that hang."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(watching, "SAMPLE_SECONDS", 0.1)
        yield asyncio.run(play_all())


@pytest.mark.parametrize(
    "cause, name",
    [
        (None, "returns"),
        ("hung", "blocks"),
        ("hung", "blocks in a thread"),
        ("deadlock", "dead lock"),
        ("exited", "exits"),
        ("exited", "kills itself"),
        ("crashed", "crashes"),
        ("busy", "counts"),
        ("busy", "spins"),
        ("endless", "sleeps for ever"),
        ("flooded", "prints for ever"),
        ("memory", "eats memory"),
        pytest.param("memory", "fills the memory slowly", marks=pytest.mark.skipif(not LINUX, reason="by prlimit")),
        ("threads", "starts threads"),
        ("processes", "forks"),
        ("processes", "starts a process"),
    ],
)
def test_cause(cause: str | None, name: str, traces: Mapping[str, Trace]) -> None:
    """What ended a program is named, with the program's line."""
    trace = traces[name]

    assert (cause_of(trace), line_of(trace)) == (cause, here(name))


def test_flood_past_the_stage(traces: Mapping[str, Trace]) -> None:
    """A flood that goes past `sys.stdout` is one, too."""
    assert cause_of(traces["floods by a file of its own"]) == "flooded"


@pytest.mark.parametrize("name", ["breaks the channel", "forges a last word"])
def test_tampered(name: str, traces: Mapping[str, Trace]) -> None:
    """Who writes into the channel gets a trace that passes nothing."""
    assert traces[name].end.cause == "tampered"


def test_no_channel(traces: Mapping[str, Trace]) -> None:
    """Who closes the stage's descriptors didn't keep the processor busy."""
    assert traces["closes every descriptor"].end.cause in ("exited", "tampered")


def test_stopped(traces: Mapping[str, Trace]) -> None:
    """A process that is stopped hangs."""
    assert traces["stops itself"].end.cause in ("exited", "hung")


def test_what_came_before(traces: Mapping[str, Trace]) -> None:
    """What happened before the end is in the trace."""
    assert [mark["label"] for mark in traces["blocks"].events("mark")] == ["loaded", "called"]


@pytest_asyncio.fixture(loop_scope="session")
async def backstage() -> AsyncIterator[Backstage]:
    """Return a backstage of its own."""
    made = Backstage(fork=HAS_FORK, pty=HAS_FORK)
    yield made
    made.close()


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["returns", "exits", "crashes", "escapes"])
async def test_nothing_lives_on(name: str, backstage: Backstage) -> None:
    """Once a trace is there, no process of the attempt is alive, not even one that left its session."""
    before = descendants(os.getpid())
    await play(backstage, PROGRAMS[name])

    assert descendants(os.getpid()) == before


@pytest.mark.asyncio
async def test_nothing_lives_on_after_the_end() -> None:
    """Once a backstage is closed, nothing that it started is alive."""
    before = descendants(os.getpid())
    backstage = Backstage(fork=HAS_FORK, pty=HAS_FORK)
    await play(backstage, PROGRAMS["returns"])
    assert descendants(os.getpid()) != before
    backstage.close()

    assert descendants(os.getpid()) == before


@pytest.mark.asyncio
@pytest.mark.parametrize("fork", [True, False])
async def test_descriptors(fork: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Twenty scenarios leave as many descriptors open as one."""
    backstage = Backstage(fork=fork, pty=HAS_FORK)
    await play(backstage, PROGRAMS["returns"])
    before = await open_descriptors()
    for _ in range(20 if fork else 5):
        await play(backstage, PROGRAMS["returns"])
    after = await open_descriptors()
    backstage.close()

    assert after == before


@pytest.mark.asyncio
async def test_abandoned(backstage: Backstage) -> None:
    """A scenario that nobody wants any more is killed, and its trace isn't there."""
    before = descendants(os.getpid())
    abandoned = asyncio.get_running_loop().create_future()
    source = PROGRAMS["blocks"].encode()
    playing = asyncio.create_task(backstage.play(RUN, source, FILENAME, abandoned))
    while descendants(os.getpid()) == before:  # noqa: ASYNC110 - nobody tells of the birth of a process
        await asyncio.sleep(0)
    abandoned.set_result(None)

    with pytest.raises(asyncio.CancelledError):
        await playing
    assert descendants(os.getpid()) == before


@pytest.mark.asyncio
async def test_abandoned_before() -> None:
    """A scenario that nobody wants when its turn comes is not begun."""
    abandoned = asyncio.get_running_loop().create_future()
    abandoned.set_result(None)
    troupe = Troupe(Impostor.end, pid=0)

    with pytest.raises(asyncio.CancelledError):
        await backstage_of(troupe).play(RUN, b"", FILENAME, abandoned)
    assert troupe.hired == 0


@pytest.mark.asyncio
async def test_abandoned_goes_on(backstage: Backstage) -> None:
    """After a scenario was abandoned, others are played as ever."""
    abandoned = asyncio.get_running_loop().create_future()
    abandoned.set_result(None)
    with pytest.raises(asyncio.CancelledError):
        await backstage.play(RUN, b"", FILENAME, abandoned)

    assert (await play(backstage, PROGRAMS["returns"])).end.cause is None


@pytest.mark.asyncio
async def test_at_once() -> None:
    """However many scenarios are asked for, only a few are played at the same time."""
    with idle_process() as pid:
        troupe = Troupe(Impostor.end, pid)
        backstage = backstage_of(troupe)
        await asyncio.gather(*(backstage.play(RUN, b"", FILENAME) for _ in range(3 * AT_ONCE)))

    assert (troupe.hired, troupe.most, troupe.present) == (3 * AT_ONCE, AT_ONCE, 0)


@pytest.mark.asyncio
async def test_same_trace(backstage: Backstage) -> None:
    """The same scenario has the same trace, to the byte."""
    source = """
import threading, time
def work(number):
    for _ in range(5):
        time.sleep(0.1)
        print(number, end=" ", flush=True)
def run():
    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""
    first, second = await asyncio.gather(play(backstage, source), play(backstage, source))

    assert first.entries == second.entries
    assert len([entry for entry in first.entries if not isinstance(entry, Event)]) == 5


@pytest.mark.parametrize(
    "name, outside", [("sleeps by another clock", True), ("blocks", False), ("stops itself", False)]
)
def test_wakes_up(name: str, *, outside: bool, traces: Mapping[str, Trace]) -> None:
    """What wakes up again and again waits by a clock that isn't ours; what hangs for good doesn't."""
    assert (traces[name].end.cause, traces[name].waited_outside) == ("hung", outside)
